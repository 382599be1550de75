import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const testbedRoot: string = dirname(dirname(fileURLToPath(import.meta.url)));
export const repositoryRoot: string = dirname(testbedRoot);

/** What `--import castellan/guard` resolves to in an app that installed the package. */
export const guardEntry: string = pathToFileURL(
  join(repositoryRoot, 'packages/castellan/dist/guard.js'),
).href;
