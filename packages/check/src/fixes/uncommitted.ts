import { git } from '../evidence/collectors/git.ts';
import type { Source } from '../evidence/source.ts';

const changedThere = /^.. /;

/** The files among `paths` whose present text is in no commit: changed, untracked, or there is no git. */
export async function uncommitted(source: Source, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  // Names are told from the top of the work tree, which may be above this folder.
  const prefix = (await git(source, ['rev-parse', '--show-prefix']))?.trimEnd() ?? '';
  const told = await git(source, [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--ignored=matching',
    '--',
    ...paths.map((path) => `:(literal)${path}`),
  ]);
  if (told === undefined) return [...paths];
  const dirty = new Set(
    told
      .split('\0')
      .filter((row) => changedThere.test(row))
      .map((row) => row.slice(3)),
  );
  // An ignored folder is told instead of the files in it.
  return paths.filter((path) => [...dirty].some((one) => isAtOrBelow(prefix + path, one)));
}

function isAtOrBelow(path: string, told: string): boolean {
  return path === told || (told.endsWith('/') && path.startsWith(told));
}
