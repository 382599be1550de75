import { sinkLibrary } from '@castellan/core';
import { coverageReport } from '../../hooks/coverage.ts';
import { nodePath as path } from '../../hooks/originals.ts';
import { captureFrames } from '../../verdict/call-site.ts';

/**
 * True when the code that is opening a connection now belongs to a package whose functions guard
 * stands in front of: its statements are judged there, in the right context and before values are put
 * in. Reads the stack, so it is asked once for each connection.
 */
export function isOpenedByGuardedDriver(): boolean {
  const folders = coverageReport()
    .filter(({ layer, status, library }) => {
      const isGuarded = layer === 'package' && status === 'protected';
      return isGuarded && sinkLibrary(library)?.apis.some(({ kind }) => kind === 'sql');
    })
    .map((coverage) => `${coverage.path}${path.sep}`);
  if (folders.length === 0) return false;
  return captureFrames().some(({ file }) => folders.some((folder) => file.startsWith(folder)));
}
