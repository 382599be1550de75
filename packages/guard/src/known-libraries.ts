import { sinkTable, supportedNodeVersions } from '@castellan/core';
import { isInRange } from './hooks/version-range.ts';
import { packageHooks } from './sinks/registry.generated.ts';
import { frameworkHooks } from './sources/registry.generated.ts';

/** A package of which guard knows what to do about it. */
export interface KnownLibrary {
  readonly name: string;
  /** Versions that guard knows, as a range. */
  readonly versions: string;
  /** Files of the package that guard hooks, as paths within it; none for what it judges elsewhere. */
  readonly files: readonly string[];
  /** Libraries that carry its calls out, and at which guard judges them. */
  readonly through: readonly string[];
  /** What is known of other versions, as the end of a sentence. */
  readonly otherVersions?: string;
}

/** Every package that guard hooks or judges by what it calls; what ships with Node is not among them. */
export function knownLibraries(): readonly KnownLibrary[] {
  const known = new Map<string, KnownLibrary>();
  for (const { name, versions, through = [], otherVersions } of sinkTable) {
    const more = otherVersions === undefined ? {} : { otherVersions };
    if (isPackage(name)) known.set(name, { name, versions, files: [], through, ...more });
  }
  for (const { library, versions, files } of [...packageHooks, ...frameworkHooks]) {
    const paths = files.map((file) => file.path);
    known.set(library, { name: library, versions, files: paths, through: [] });
  }
  return [...known.values()];
}

/** Whether guard knows that version of the library; of one it does not know, none. */
export function isKnownVersion(library: KnownLibrary, version: string): boolean {
  return isInRange(version, library.versions);
}

/** Whether guard runs on that version of Node. */
export function isSupportedNode(version: string): boolean {
  return isInRange(version, supportedNodeVersions);
}

function isPackage(name: string): boolean {
  return !name.startsWith('node:') && name !== 'javascript' && name !== 'fetch';
}
