import { commandCases, posix, powershell, program, type CommandCase } from '../../case-calls.ts';

const q = (value: string) => ({ query: { q: value } });

/** What a user may well send, beside commands that quote it or give it to no shell. */
export const lookAlikes: readonly CommandCase[] = commandCases('benign', [
  [
    'a here-document that a program reads',
    q('a;id $(x)'),
    posix("cat <<'EOF'\na;id $(x)\nEOF"),
    'standard input',
  ],
  ['a here-string that a program reads', q('a;id'), posix("wc -c <<< 'a;id'"), 'standard input'],
  ['a pipe into a program', q('a;id'), posix("printf '%s' 'a;id' | sha256sum"), 'standard input'],
  [
    'a pipe into a script',
    q('a;id'),
    posix("printf '%s' 'a;id' | sh ./import.sh"),
    'the script is the app’s',
  ],
  [
    'a parameter of a shell’s script',
    q('a;id'),
    program('sh', '-c', 'cat "$1"', '--', 'a;id'),
    'positional parameters',
  ],
  ['a variable of the environment', q('a b;c'), posix("env NOTE='a b;c' ./run"), 'quoted values'],
  [
    'a quoted value within an evaluated string',
    q('a;id'),
    posix(`eval "cat 'a;id'"`),
    'quoted twice',
  ],
  [
    'a quoted word of parallel',
    q('a;id'),
    posix("parallel cat ::: 'a;id'"),
    'parallel quotes its arguments',
  ],
  [
    'a commit message of every mark',
    q('fix: a "b" $(c) `d`'),
    posix(`git commit -m 'fix: a "b" $(c) \`d\`'`),
    'single quotes',
  ],
  [
    'a URL in quotes',
    q('https://a.example/?a=1&b=2'),
    posix("curl 'https://a.example/?a=1&b=2'"),
    'single quotes',
  ],
  ['a file name of two words, escaped', q('a b;c'), posix('tar cf x.tar a\\ b\\;c'), 'backslashes'],
  [
    'a file of PowerShell with an argument',
    q('a;b'),
    program('powershell', '-File', 'x.ps1', 'a;b'),
    'arguments of a script are data',
  ],
  ['a PowerShell text in single quotes', q('$(calc)'), powershell("gc '$(calc)'"), 'single quotes'],
  [
    'Python code with a quoted text',
    q('hello; world'),
    posix(`python3 -c "print('hello; world')"`),
    'a string of the code',
  ],
]);
