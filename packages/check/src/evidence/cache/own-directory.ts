import { lstat, mkdir, realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';

/** Group and others may write. */
const openToOthers = 0o022;

/**
 * Makes a directory that only this user can write to, with the one above it; resolves to what is wrong
 * where it is not such a one. What others can write to could hold anything.
 */
export async function problemOfDirectory(
  directory: string,
  root: string | undefined,
): Promise<string | undefined> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const one of [dirname(directory), directory]) {
      const stats = await lstat(one);
      if (!stats.isDirectory()) return `${one} is no directory`;
      if (process.platform === 'win32') continue;
      if (stats.uid !== process.getuid?.()) return `${one} belongs to somebody else`;
      if ((stats.mode & openToOthers) !== 0) return `others may write to ${one}`;
    }
    if (root !== undefined && isWithin(await realpath(root), await realpath(directory)))
      return `${directory} is part of what is judged`;
    return undefined;
  } catch (error) {
    return `${directory} cannot be used: ${(error as Error).message}`;
  }
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && way !== path);
}
