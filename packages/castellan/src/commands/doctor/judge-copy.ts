import type { Coverage } from '@castellan/core';
import { hasModuleHooks, isKnownVersion, type KnownLibrary } from '@castellan/guard';
import { type InstalledCopy, offersOnlyModules } from './installed-copies.ts';
import type { ProbeAnswer } from './probe/answer.ts';
import type { LibraryReport, LoadWay } from './report.ts';
import { wireProtocolOf } from './wire-libraries.ts';

/** What guard said when the copy was loaded in one way. */
export interface LoadedCopy extends ProbeAnswer {
  readonly way: LoadWay;
}

type Judged = Pick<LibraryReport, 'status' | 'layer' | 'cause'>;

/** Joins what was seen in each way of loading: one way that is not protected leaves a hole. */
export function judgeCopy(
  copy: InstalledCopy,
  known: KnownLibrary,
  loaded: readonly LoadedCopy[],
): LibraryReport {
  const { library, version, path } = copy;
  const base = { library, version, path };
  const seen = loaded.filter(({ failure }) => failure === undefined);
  if (seen.length === 0) {
    if (!isKnownVersion(known, version)) return { ...base, ...unknownVersion(version) };
    const cause = loaded[0]?.failure ?? 'there was no way to load it';
    return { ...base, status: 'unknown', cause: `it could not be loaded: ${cause}` };
  }
  const judged = seen.map((one) => ({ way: one.way, ...judgeWay(copy, known, one) }));
  const worst = judged.find(({ status }) => status === 'unprotected') ?? judged.at(-1)!;
  const loadedBy = judged.map(({ way }) => way);
  const { status, layer, cause } = worst;
  const isOneOfTwo = judged.some((one) => one.status !== status);
  return {
    ...base,
    status,
    ...(layer && { layer }),
    loadedBy,
    ...(cause && { cause: isOneOfTwo ? `by ${worst.way}: ${cause}` : cause }),
  };
}

function judgeWay(
  { library, path, version, manifest }: InstalledCopy,
  known: KnownLibrary,
  { coverage, way }: LoadedCopy,
): Judged {
  const told = coverage.find((one) => one.layer === 'package' && one.path === path);
  if (told !== undefined) return pick(told);
  if (!isKnownVersion(known, version)) return unknownVersion(version);
  const isModule = way === 'import' || offersOnlyModules(manifest);
  const isUnwatched = isModule && !hasModuleHooks();
  const protocol = wireProtocolOf(library);
  if (isUnwatched && protocol !== undefined && watchesSockets(coverage)) {
    const cause = `ES modules are not watched on this Node; ${protocol} is, at the socket`;
    return { status: 'protected', layer: 'wire', cause };
  }
  const cause = isUnwatched
    ? `ES modules are not watched on Node ${process.versions.node} (they are from 22.22.3 and 24.11.1 on)`
    : `loaded by ${way}, none of the files that guard knows has run`;
  return { status: 'unprotected', cause };
}

function unknownVersion(version: string): Judged {
  return { status: 'unprotected', cause: `version ${version} is not known to this guard` };
}

/** Guard's hook of the socket proves itself as part of `node:net`. */
export function watchesSockets(coverage: readonly Coverage[]): boolean {
  return coverage.some(({ library, status }) => library === 'node:net' && status === 'protected');
}

function pick({ status, layer, cause }: Coverage): Judged {
  if (status === 'protected') return { status, layer };
  return { status: 'unprotected', ...(cause && { cause }) };
}
