import { homedir } from 'node:os';
import path from 'node:path';
import { diskCache, type EvidenceCache, noCache } from '@castellan/check';

/** Where this user's programs keep what can be made again. Only absolute paths count (XDG Base Directory). */
export function cacheDirectory(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  const local = env['LOCALAPPDATA'] ?? '';
  const home =
    platform === 'darwin'
      ? path.join(homedir(), 'Library', 'Caches')
      : platform === 'win32' && path.isAbsolute(local)
        ? local
        : path.join(homedir(), '.cache');
  return path.join(path.isAbsolute(xdg) ? xdg : home, 'castellan', 'check');
}

/** A cache for judging a folder; its `problem` says why it remembers nothing, once that was seen. */
export interface CacheFor {
  readonly cache: EvidenceCache;
  problem?: string;
}

/** The cache of this user for judging `root`; one that remembers nothing when it is not wanted. */
export function cacheFor(root: string, isWanted: boolean): CacheFor {
  if (!isWanted) return { cache: noCache };
  const opened: CacheFor = {
    cache: diskCache({
      directory: cacheDirectory(),
      root,
      onProblem: (problem) => {
        opened.problem = problem;
      },
    }),
  };
  return opened;
}
