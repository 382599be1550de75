import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Coverage } from '@castellan/core';
import { type KnownLibrary, knownLibraries } from '@castellan/guard';
import {
  findInstalledCopies,
  type InstalledCopy,
  type Manifest,
  offersModules,
} from './installed-copies.ts';
import { judgeCopy } from './judge-copy.ts';
import { judgeLayers } from './judge-layers.ts';
import { loadInChild } from './probe/load-in-child.ts';
import type { LibraryReport, LoadWay } from './report.ts';

/** What was found around a folder. */
export interface Libraries {
  readonly reports: readonly LibraryReport[];
  /** What guard says of Node itself. */
  readonly builtins: readonly Coverage[];
}

/**
 * Finds every library that guard knows around `start`, loads each under guard with `folder` as working
 * directory, where the app's configuration is, and says what guard said of it.
 */
export async function lookAtLibraries(start: string, folder: string): Promise<Libraries> {
  const known = new Map(knownLibraries().map((library) => [library.name, library]));
  const isHooked = (library: string): boolean => known.get(library)!.files.length > 0;
  const copies = findInstalledCopies(start, new Set(known.keys()));
  const hooked = copies.filter(({ library }) => isHooked(library));
  const bare = loadInChild({ parent: start, way: 'require' }, folder);
  const leaves = await inParallel(hooked, (copy) => look(copy, known.get(copy.library)!, folder));
  const { coverage, failure } = await bare;
  if (failure !== undefined) throw new Error(`guard could not be started to look: ${failure}`);
  const builtins = coverage.filter(({ layer }) => layer === 'builtin');
  const layers = copies.filter(({ library }) => !isHooked(library));
  const reports = [...leaves, ...judgeLayers(layers, { known, leaves, copies, builtins })];
  return { builtins, reports: reports.toSorted((a, b) => a.library.localeCompare(b.library)) };
}

async function look(
  copy: InstalledCopy,
  known: KnownLibrary,
  folder: string,
): Promise<LibraryReport> {
  const { parent, specifier } = copy;
  const loaded = [];
  const ways = waysOf(copy.manifest);
  // Some packages load their parts on first use; those of one without ES modules can be loaded early.
  const parts = ways.length > 1 ? [] : known.files.map((file) => path.join(copy.path, file));
  for (const way of ways) {
    loaded.push({ way, ...(await loadInChild({ parent, specifier, parts, way }, folder)) });
  }
  return judgeCopy(copy, known, loaded);
}

/** `import` of a package that has no ES modules loads what `require` does; that is seen once. */
function waysOf(manifest: Manifest): LoadWay[] {
  return offersModules(manifest) ? ['require', 'import'] : ['require'];
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  return results;
}
