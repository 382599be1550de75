import type { PathCall } from '../../detections/sink-call.ts';

/** Where the paths of a file-system function stand among its arguments, and what it does to them. */
export interface FsFunction {
  readonly name: string;
  readonly paths: readonly (readonly [index: number, operation: PathCall['operation']])[];
  /** How the callback form fails where it is not by an error to its callback. */
  readonly fails?: 'by-throw' | 'by-rejection' | 'by-answering-false';
}

const one = (operation: PathCall['operation'], ...names: readonly string[]): FsFunction[] =>
  names.map((name) => ({ name, paths: [[0, operation]] }));

/**
 * The functions of `fs`, in their callback form; the synchronous form has the same arguments and
 * `Sync` behind its name, the promise form the same name. Streams open their file by `fs.open`.
 */
export const fsFunctions: readonly FsFunction[] = [
  ...one('read', 'access', 'lstat', 'open', 'readFile', 'readlink', 'realpath', 'stat', 'statfs'),
  { name: 'exists', paths: [[0, 'read']], fails: 'by-answering-false' },
  { name: 'openAsBlob', paths: [[0, 'read']], fails: 'by-rejection' },
  { name: 'watch', paths: [[0, 'read']], fails: 'by-throw' },
  { name: 'watchFile', paths: [[0, 'read']], fails: 'by-throw' },
  ...one('list', 'glob', 'opendir', 'readdir'),
  ...one('write', 'appendFile', 'chmod', 'chown', 'lchown', 'lutimes', 'mkdir', 'mkdtemp'),
  ...one('write', 'truncate', 'utimes', 'writeFile'),
  ...one('delete', 'rm', 'rmdir', 'unlink'),
  {
    name: 'copyFile',
    paths: [
      [0, 'read'],
      [1, 'write'],
    ],
  },
  {
    name: 'cp',
    paths: [
      [0, 'read'],
      [1, 'write'],
    ],
  },
  {
    name: 'link',
    paths: [
      [0, 'read'],
      [1, 'write'],
    ],
  },
  {
    name: 'rename',
    paths: [
      [0, 'delete'],
      [1, 'write'],
    ],
  },
  {
    name: 'symlink',
    paths: [
      [0, 'read'],
      [1, 'write'],
    ],
  },
];
