import module from 'node:module';
import { join } from 'node:path';
import { cacheDirectory } from './cache-directory.ts';

/**
 * Keeps the compiled form of what is loaded from now on, which makes the next start a quarter faster.
 * In this user's own folder: Node's usual one is in the folder that all share, where others could
 * put code for us to run. Node.js before 22.8 cannot; one that cannot write keeps nothing.
 */
export function keepCompiled(): void {
  if ('enableCompileCache' in module) module.enableCompileCache(join(cacheDirectory(), 'code'));
}
