import { join } from 'node:path';
import { diskCache, type EvidenceCache, noCache } from '@castellan/check';
import { cacheDirectory } from '../../cache-directory.ts';

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
      directory: join(cacheDirectory(), 'check'),
      root,
      onProblem: (problem) => {
        opened.problem = problem;
      },
    }),
  };
  return opened;
}
