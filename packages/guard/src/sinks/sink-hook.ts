import { sinkLibrary } from '@castellan/core';
import type { PackageFile, PackageHook } from '../hooks/package-hook.ts';

/** The hook of a library of core's sink table, which says what versions are known. */
export function sinkHook(library: string, files: readonly PackageFile[]): PackageHook {
  return { library, versions: sinkLibrary(library)?.versions ?? '', files };
}
