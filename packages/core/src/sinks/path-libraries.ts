import { type SinkApi, type SinkLibrary, supportedNodeVersions } from './sink-library.ts';

const path = (name: string, argument = 'first argument: the path'): SinkApi => ({
  name,
  kind: 'path',
  argument,
});
const bothPaths = 'first and second argument: the paths';

const onePath = [
  'access',
  'appendFile',
  'chmod',
  'chown',
  'lchown',
  'lstat',
  'lutimes',
  'mkdir',
  'mkdtemp',
  'open',
  'opendir',
  'readdir',
  'readFile',
  'readlink',
  'realpath',
  'rm',
  'rmdir',
  'stat',
  'statfs',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
];
const twoPaths = ['copyFile', 'cp', 'link', 'rename', 'symlink'];
const asynchronous = [
  ...onePath.map((name) => path(name)),
  ...twoPaths.map((name) => path(name, bothPaths)),
];
const synchronous = asynchronous.map((api) => path(`${api.name}Sync`, api.argument));

/** What opens, changes or loads files. */
export const pathLibraries: readonly SinkLibrary[] = [
  {
    name: 'node:fs',
    versions: supportedNodeVersions,
    apis: [
      ...asynchronous,
      ...synchronous,
      path('exists'),
      path('existsSync'),
      path('createReadStream'),
      path('createWriteStream'),
      path('openAsBlob'),
      path('watch'),
      path('watchFile'),
    ],
  },
  {
    name: 'node:fs/promises',
    versions: supportedNodeVersions,
    apis: [...asynchronous, path('watch')],
  },
  {
    name: 'node:module',
    versions: supportedNodeVersions,
    apis: [
      path('require', 'first argument: the name or path of a module'),
      path('import', 'first argument: the name, path or file: URL of a module'),
    ],
  },
];
