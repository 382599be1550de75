import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rmdir,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { FileChange } from './fix-report.ts';

const privateMode = 0o600;

/** A file that was written, and how to take that back. */
export interface Written {
  readonly path: string;
  /** Puts back what stood there, unless somebody has changed the file since. */
  undo(): Promise<void>;
}

/** What was written, and what was not, with why. */
export interface Writing {
  readonly written: readonly Written[];
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * Writes changes below `root`, each file whole at once: a reader sees the old text or the new one. Mode and
 * owner stay. A file that is not as it was read, a link, and what lies outside of `root` is refused.
 */
export async function writeFiles(root: string, changes: readonly FileChange[]): Promise<Writing> {
  const home = await realpath(root);
  const written: Written[] = [];
  const refused = new Map<string, string>();
  for (const change of changes) {
    try {
      written.push(await write(home, change));
    } catch (error) {
      refused.set(change.path, error instanceof Error ? error.message : String(error));
    }
  }
  return { written, refused };
}

async function write(home: string, change: FileChange): Promise<Written> {
  const { path, before, after, isExecutable } = change;
  const made = await makeFolders(home, placeBelow(home, path));
  const folder = await realpath(dirname(placeBelow(home, path)));
  if (!isBelow(home, folder)) throw new Error(`${path} leads out of ${home}`);
  const target = join(folder, basename(path));
  if (before === undefined) {
    await create(target, after, isExecutable ? 0o777 : 0o666);
    return { path, undo: () => takeAway(target, after, made) };
  }
  await replace(target, before, after);
  return { path, undo: () => replace(target, after, before) };
}

/** Throws for a path that is absolute, goes up, or lies in git's own folder. */
function placeBelow(home: string, path: string): string {
  const names = path.split('/');
  const isOdd = names.some((name) => name === '' || name === '.' || name === '..');
  if (isOdd || /[\0\\]/.test(path) || names[0]?.toLowerCase() === '.git')
    throw new Error(`${JSON.stringify(path)} is no place for a fix`);
  return join(home, ...names);
}

function isBelow(home: string, folder: string): boolean {
  const way = relative(home, folder);
  return way !== '..' && !way.startsWith(`..${sep}`) && way !== folder;
}

/** Makes the folders above a file; the ones that it made, innermost first. A link on the way out is refused. */
async function makeFolders(home: string, file: string): Promise<string[]> {
  const made: string[] = [];
  let folder = home;
  for (const name of relative(home, dirname(file)).split(sep).filter(Boolean)) {
    folder = join(folder, name);
    const stats = await lstat(folder).catch(() => undefined);
    if (stats === undefined) {
      await mkdir(folder);
      made.unshift(folder);
    } else if (!isBelow(home, await realpath(folder))) {
      throw new Error(`${relative(home, folder)} is a link that leads out of the repository`);
    }
  }
  return made;
}

async function create(target: string, text: string, mode: number): Promise<void> {
  const draft = await writeDraft(target, text, mode);
  try {
    // A link fails where a rename would overwrite a file that came in the meantime.
    await link(draft, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new Error('a file of this name has come meanwhile', { cause: error });
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    const handle = await open(target, 'wx', mode);
    await handle.writeFile(text).finally(() => handle.close());
  } finally {
    await unlink(draft);
  }
}

async function replace(target: string, before: string, after: string): Promise<void> {
  const stats = await lstat(target).catch(() => undefined);
  if (stats === undefined) throw new Error('the file is gone');
  if (!stats.isFile()) throw new Error('it is a symbolic link or no file');
  const draft = await writeDraft(target, after, privateMode);
  try {
    await chmod(draft, stats.mode & 0o7777);
    if (process.getuid?.() === 0) await chown(draft, stats.uid, stats.gid);
    const now = await readFile(target);
    if (!now.equals(Buffer.from(before))) throw new Error('the file has changed meanwhile');
    await rename(draft, target);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw error;
  }
}

/** A file beside `target` with the text, on the disk when this returns. */
async function writeDraft(target: string, text: string, mode: number): Promise<string> {
  const name = `.${basename(target)}.castellan-${randomBytes(6).toString('hex')}`;
  const draft = join(dirname(target), name);
  const { O_CREAT, O_EXCL, O_WRONLY } = constants;
  const handle = await open(draft, O_CREAT | O_EXCL | O_WRONLY, mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

async function takeAway(target: string, text: string, folders: readonly string[]): Promise<void> {
  const now = await readFile(target);
  if (!now.equals(Buffer.from(text))) throw new Error('the file has changed meanwhile');
  await unlink(target);
  for (const folder of folders) await rmdir(folder).catch(() => undefined);
}
