import path from 'node:path';
import type { Coverage } from '@castellan/core';
import { isKnownVersion, type KnownLibrary } from '@castellan/guard';
import type { InstalledCopy } from './installed-copies.ts';
import type { LibraryReport } from './report.ts';

/** What is known by the time that query builders and the like are judged. */
export interface Ground {
  readonly known: ReadonlyMap<string, KnownLibrary>;
  /** Libraries that guard hooks itself. */
  readonly leaves: readonly LibraryReport[];
  readonly copies: readonly InstalledCopy[];
  readonly builtins: readonly Coverage[];
}

/**
 * Query builders, mappers and wrappers hand their calls to libraries that guard judges: they are as
 * protected as each of those that they would find from where they are installed.
 */
export function judgeLayers(layers: readonly InstalledCopy[], ground: Ground): LibraryReport[] {
  return layers.map((copy) => judge(copy, ground));
}

function judge(copy: InstalledCopy, ground: Ground): LibraryReport {
  const { library, version } = copy;
  const base = { library, version, path: copy.path };
  const known = ground.known.get(library)!;
  const unprotected = (cause: string): LibraryReport => ({ ...base, status: 'unprotected', cause });
  if (!isKnownVersion(known, version)) {
    const more = known.otherVersions === undefined ? '' : `: ${known.otherVersions}`;
    return unprotected(`version ${version} is not known to this guard${more}`);
  }
  if (known.through.length === 0) {
    return unprotected('it speaks to the database in a way that guard does not see');
  }
  const carriers = known.through.flatMap((name) => carrier(name, copy, ground) ?? []);
  if (carriers.length === 0) {
    return unprotected(
      `none of the libraries that guard judges for it is there: ${known.through.join(', ')}`,
    );
  }
  const through = carriers.map((one) => `${one.library}${one.version ? ` ${one.version}` : ''}`);
  const hole = carriers.find(({ status }) => status !== 'protected');
  if (hole === undefined) return { ...base, status: 'protected', through };
  const cause = `through ${hole.library} ${hole.version ?? ''}: ${hole.cause ?? hole.status}`;
  return { ...base, status: hole.status, through, cause };
}

function carrier(name: string, from: InstalledCopy, ground: Ground): LibraryReport | undefined {
  if (!ground.known.has(name)) {
    const told = ground.builtins.find(({ library }) => library === name);
    if (told === undefined || told.status === 'not-loaded') return undefined;
    return { library: name, status: told.status, ...(told.cause && { cause: told.cause }) };
  }
  const found = nearest(name, from, ground.copies);
  if (found === undefined) return undefined;
  if (ground.known.get(name)!.files.length > 0)
    return ground.leaves.find((leaf) => leaf.path === found.path);
  return judge(found, ground);
}

/** The copy that `require` would find from within another package, or from beside a link to it. */
function nearest(
  name: string,
  from: InstalledCopy,
  copies: readonly InstalledCopy[],
): InstalledCopy | undefined {
  const named = copies.filter((copy) => copy.specifier === name);
  for (const start of [from.path, from.parent]) {
    for (let at = start; ; at = path.dirname(at)) {
      const found = named.find(({ parent }) => parent === at);
      if (found !== undefined) return found;
      if (at === path.dirname(at)) break;
    }
  }
  return undefined;
}
