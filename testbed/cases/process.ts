import {
  answered,
  query,
  type Answer,
  type AppCases,
  type AttackCase,
  type BenignCase,
} from './case.ts';

/** One way to start programs, and its routes. */
interface ProcessApp {
  readonly app: string;
  /** Routes that give a whole command line to a shell. */
  readonly lines: readonly string[];
  /** Styles that start a program with arguments: `/style/program`. */
  readonly styles: readonly string[];
  /** Routes that run a module of a directory. */
  readonly modules?: readonly string[];
  /** Routes that open a file of a directory. */
  readonly files?: readonly string[];
}

const processApps: readonly ProcessApp[] = [
  {
    app: 'process/child-process',
    lines: [
      ...['exec', 'exec-bash', 'exec-promisified', 'exec-sync', 'exec-file-shell', 'exec-file-sh'],
      ...['exec-file-sync-shell', 'exec-file-sync-sh', 'spawn-shell', 'spawn-shell-arguments'],
      ...['spawn-bash', 'spawn-sh', 'spawn-sync-shell', 'spawn-sync-sh'],
    ],
    styles: ['exec-file', 'exec-file-promisified', 'exec-file-sync', 'spawn', 'spawn-sync'],
    modules: ['fork', 'fork-written'],
  },
  { app: 'process/cross-spawn', lines: ['spawn-shell', 'sync-shell'], styles: ['spawn', 'sync'] },
  {
    app: 'process/execa',
    lines: [
      ...['shell', 'shell-template', 'shell-sync', 'shell-script', 'shell-script-sync'],
      ...['shell-lines', 'sh', 'command-shell', 'pipe-second'],
    ],
    styles: ['execa', 'sync', 'script', 'command', 'command-sync'],
  },
  {
    app: 'process/shelljs',
    lines: ['exec', 'exec-callback', 'exec-async'],
    styles: ['cmd'],
    files: ['cat', 'head', 'grep', 'sed', 'cp'],
  },
];

const friendly = "Tom & Jerry's; (live) | 'best of' > #1";
const code = '$(echo stolen); rm -rf ~ | `id` "x" && \'y\'';

/** The program that the attack names has run: its name does not stand in the answer. */
const ran = ({ status, text }: Answer): boolean =>
  status === 200 && text.includes('stolen') && !text.includes('echo');

const command = { input: 'query.name', detection: 'command-injection' };
const argument = { input: 'query.name', detection: 'argument-injection' };
const traversal = { input: 'query.name', detection: 'path-traversal' };

function attacksOnLine(route: string): AttackCase[] {
  return ['$(echo stolen)', 'x"; echo stolen; #', '`echo stolen`', 'x"|echo "stolen'].map(
    (name, i) => ({
      title: `${route}: ${name}`,
      request: query(`/${route}`, { name }),
      works: ran,
      // What is like others is folded into one line of the log.
      ...(i === 0 && { finding: command }),
    }),
  );
}

function attacksOnPrograms(style: string): AttackCase[] {
  const attack = (program: string, name: string, works = ran): AttackCase => ({
    title: `${style} ${program}: ${name}`,
    request: query(`/${style}/${program}`, { name }),
    works,
  });
  return [
    { ...attack('git', '--upload-pack=echo stolen >&2;'), finding: argument },
    attack('tar', '--use-compress-program=echo stolen'),
    attack('tar', '-Iecho stolen'),
    attack('find', '-exec echo stolen ;'),
    attack('curl', 'file:///etc/passwd', answered('root:')),
  ];
}

function benignForPrograms(style: string): BenignCase[] {
  const benign = (program: string, name: string, text: string): BenignCase => ({
    title: `${style} ${program}: ${name}`,
    request: query(`/${style}/${program}`, { name }),
    expected: answered(text),
  });
  return [
    benign('echo', code, `hello ${code}`),
    benign('echo', '-5', 'hello -5'),
    benign('tar', 'a note; (old) & more.txt', 'a note; (old) & more.txt'),
    benign('grep', '--open-files-in-pager=less', '--open-files-in-pager=less'),
    benign('find', '-name notes.txt', 'notes.txt'),
  ];
}

const notes = (route: string): BenignCase[] =>
  ['notes.txt', 'a note; (old) & more.txt', '..hidden.txt'].map((name) => ({
    title: `${route}: ${name}`,
    request: query(`/${route}`, { name }),
    expected: answered('o'),
  }));

/** The cases of every app that starts programs. */
export const processCases: readonly AppCases[] = processApps.map(
  ({ app, lines, styles, modules = [], files = [] }) => ({
    app,
    attacks: [
      ...lines.flatMap(attacksOnLine),
      ...styles.flatMap(attacksOnPrograms),
      ...modules.map((route) => ({
        title: `${route}: a module elsewhere`,
        request: query(`/${route}`, { name: '../../private/evil.cjs' }),
        works: ran,
        finding: traversal,
      })),
      ...files.map((route) => ({
        title: `${route}: a file elsewhere`,
        request: query(`/${route}`, { name: '../private/secret.txt' }),
        works: answered('stolen'),
        finding: traversal,
      })),
    ],
    benign: [
      ...lines.map((route) => ({
        title: `${route}: a name of signs`,
        request: query(`/${route}`, { name: friendly }),
        expected: answered(`hello ${friendly}`),
      })),
      ...styles.flatMap(benignForPrograms),
      ...modules.map((route) => ({
        title: `${route}: its own module`,
        request: query(`/${route}`, { name: 'greet.cjs' }),
        expected: answered('hello'),
      })),
      ...files.flatMap(notes),
    ],
  }),
);
