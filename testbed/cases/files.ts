import {
  answered,
  query,
  type Answer,
  type AppCases,
  type AttackCase,
  type BenignCase,
} from './case.ts';

const stolen = answered('stolen');
const escape = '../private/secret.txt';
const names = ['notes.txt', 'a note; (old) & more.txt', '..hidden.txt', 'plugins/../notes.txt'];
const served = ['notes.txt', 'a note; (old) & more.txt'];
const traversal = { input: 'query.name', detection: 'path-traversal' };
const listsPrivate = answered('secret.txt');

const reads = [
  ...['read-file', 'read-file-sync', 'promises-read-file', 'stream', 'open-sync'],
  ...['handle-read-file', 'handle-stream', 'handle-lines', 'open-as-blob', 'file-url'],
  ...['buffer-path', 'copy-file', 'cp', 'link'],
];
const writes = [
  ...['write-file', 'write-file-sync', 'promises-write-file', 'append-file', 'write-stream'],
  ...['handle-write', 'mkdir', 'rename'],
];

function attack(
  route: string,
  fields: Readonly<Record<string, string>>,
  works: (answer: Answer) => boolean = stolen,
): AttackCase {
  const title = `${route}: ${JSON.stringify(fields)}`;
  return { title, request: query(`/${route}`, fields), works, finding: traversal };
}

/** Attacks at one line of an app that come after others like them are folded into one line of the log. */
function unlogged({ title, request, works }: AttackCase): AttackCase {
  return { title, request, works };
}

function benign(
  route: string,
  fields: Readonly<Record<string, string>>,
  expected: (answer: Answer) => boolean,
): BenignCase {
  return {
    title: `${route}: ${JSON.stringify(fields)}`,
    request: query(`/${route}`, fields),
    expected,
  };
}

const fsApp: AppCases = {
  app: 'files/fs',
  attacks: [
    ...reads.flatMap((style) => [
      attack(style, { name: escape }),
      unlogged(attack(`${style}/written`, { name: escape })),
      unlogged(attack(`${style}/resolved`, { name: '/etc/passwd' }, answered('root:'))),
    ]),
    ...writes.map((style) =>
      unlogged(attack(style, { name: `../private/${style}` }, answered('planted'))),
    ),
    attack('readdir', { name: '../private' }, listsPrivate),
    attack('opendir', { name: '../private' }, listsPrivate),
    attack('exists', { name: '../private/evil.cjs' }, answered('true')),
    attack('remove', { name: '../private/evil.mjs' }, answered('kept')),
    {
      ...attack(
        'unpack',
        { entries: JSON.stringify([{ path: '../../private/planted', content: 'x' }]) },
        answered('planted'),
      ),
      finding: { input: 'query.entries', detection: 'path-traversal' },
    },
  ],
  benign: [
    ...reads.flatMap((style) => names.map((name) => benign(style, { name }, answered('')))),
    ...reads.map((style) =>
      benign(`${style}/written`, { name: 'notes.txt' }, answered('my notes')),
    ),
    ...reads.map((style) =>
      benign(`${style}/resolved`, { name: './notes.txt' }, answered('my notes')),
    ),
    ...writes.map((style) => benign(style, { name: `new ${style} (1).txt` }, answered('kept'))),
    benign('readdir', { name: 'plugins' }, answered('greet')),
    benign('opendir', { name: '.' }, answered('notes.txt')),
    benign('exists', { name: 'nothing at all' }, answered('false')),
    benign(
      'unpack',
      { entries: JSON.stringify([{ path: '..a/../b.txt', content: '../../x' }]) },
      answered('kept'),
    ),
    benign(
      'unpack',
      { entries: JSON.stringify([{ path: 'b.txt', content: '../../x' }]) },
      answered('kept'),
    ),
  ],
};

function expressApp(app: string): AppCases {
  return {
    app,
    attacks: [
      attack('send-file', { name: escape }),
      attack('send-file/root', { name: '../private', file: 'secret.txt' }),
      attack('download', { name: escape }),
      attack('download/root', { name: '../private', file: 'secret.txt' }),
    ],
    benign: [
      ...served.flatMap((name) => [
        benign('send-file', { name }, answered('notes')),
        benign('send-file/inside', { name }, answered('notes')),
        benign('download', { name }, answered('notes')),
        benign(`static/${encodeURIComponent(name)}`, {}, answered('notes')),
      ]),
      benign('send-file/inside', { name: '..hidden.txt' }, answered('two dots')),
      benign('send-file/root', { name: 'plugins', file: 'greet.cjs' }, answered('hello')),
    ],
  };
}

const frameworkApps: readonly AppCases[] = [
  expressApp('files/express4'),
  expressApp('files/express5'),
  {
    app: 'files/fastify',
    attacks: [
      attack('send-file/root', { name: '../private', file: 'secret.txt' }),
      attack('download/root', { name: '../private', file: 'secret.txt' }),
    ],
    benign: served.flatMap((name) => [
      benign('send-file/inside', { name }, answered('notes')),
      benign('download/inside', { name }, answered('notes')),
      benign('static/notes.txt', {}, answered('notes')),
    ]),
  },
  {
    app: 'files/koa',
    attacks: [attack('send/root', { name: '../private', file: 'secret.txt' })],
    benign: served.map((name) => benign('send/inside', { name }, answered('notes'))),
  },
  {
    app: 'files/hono',
    attacks: [attack('serve-static/root', { name: '../private', file: '/secret.txt' })],
    benign: [benign('static/notes.txt', {}, answered('notes'))],
  },
];

const moduleRoutes = ['require', 'require/written', 'require/relative', 'worker'];
const importRoutes = ['import', 'import/written', 'import/url'];

const moduleApps: readonly AppCases[] = [
  {
    app: 'files/modules',
    attacks: moduleRoutes.map((route) => attack(route, { name: '../../private/evil.cjs' })),
    benign: moduleRoutes.map((route) => benign(route, { name: 'greet.cjs' }, answered('hello'))),
  },
  {
    app: 'files/import',
    // Node.js 20 has no sound hooks of `import()`; `castellan doctor` says so.
    minimumNode: 22,
    attacks: importRoutes.map((route) => attack(route, { name: '../../private/evil.mjs' })),
    benign: importRoutes.map((route) => benign(route, { name: 'greet.mjs' }, answered('hello'))),
  },
];

/** The cases of every app that opens, sends, writes or runs files. */
export const fileCases: readonly AppCases[] = [fsApp, ...frameworkApps, ...moduleApps];
