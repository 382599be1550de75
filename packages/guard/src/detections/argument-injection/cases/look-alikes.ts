import { commandCases, posix, program, type CommandCase } from '../../case-calls.ts';

const q = (value: string) => ({ query: { q: value } });

/** What a user may well send, where a program takes it for what it is. */
export const lookAlikes: readonly CommandCase[] = commandCases('benign', [
  ['a scoped package', q('@scope/pkg'), program('npm', 'install', '@scope/pkg'), 'npm install'],
  [
    'a package with a range',
    q('left-pad@^1.0.0'),
    program('npm', 'install', 'left-pad@^1.0.0'),
    'npm install',
  ],
  [
    'a branch of two parts',
    q('feature/x-y'),
    program('git', 'checkout', 'feature/x-y'),
    'git-checkout(1)',
  ],
  [
    'a mention sent as it is',
    q('@bob hi'),
    program('curl', '--data-raw', '@bob hi', 'https://a.example'),
    'curl(1), --data-raw',
  ],
  [
    'an assignment sent by curl',
    q('a=b'),
    program('curl', '-d', 'a=b', 'https://a.example'),
    'curl(1), --data',
  ],
  [
    'an address within a value sent by curl',
    q('a@b.example'),
    program('curl', '-d', 'to=a@b.example', 'https://a.example'),
    'curl(1), --data',
  ],
  [
    'a caption with a colon',
    q('Title: a story'),
    program('convert', '-annotate', '+1+1', 'Title: a story'),
    'ImageMagick, -annotate',
  ],
  ['an ordinary picture', q('a-b.png'), program('convert', 'a-b.png', 'o.jpg'), 'ImageMagick'],
  [
    'an SQL statement for SQLite’s shell',
    q('select 1'),
    program('sqlite3', 'x.db', 'select 1'),
    'SQLite, cli.html',
  ],
  ['a list item', q('- item'), program('echo', '- item'), 'a dash and a blank'],
  ['a typographic dash', q('–help'), program('frobnicate', '–help'), 'U+2013 is no hyphen'],
  [
    'an option behind two dashes in a pod',
    q('--x'),
    posix('kubectl exec pod -- grep -- --x f'),
    'kubectl exec',
  ],
  [
    'a public page',
    q('https://a.example/?q=-x'),
    program('wget', '-q', 'https://a.example/?q=-x'),
    'wget(1)',
  ],
]);
