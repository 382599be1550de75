import type { Affected, RangeEvent, Vulnerability } from './osv.ts';
import { type Versions, versionsOf } from './versions.ts';

/** A package as it is installed. */
export interface InstalledPackage {
  /** `npm`, `Debian:12`. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

/** How an entry is about an installed package. */
export interface Effect {
  /** Newer versions in which it is mended, the nearest first. */
  readonly fixedIn: readonly string[];
  /** Debian says so of holes that are none in how the package is built or used. */
  readonly isUnimportant: boolean;
}

/** How `entry` affects a package, by the evaluation that the format describes; undefined when it does not. */
export function effectOn(entry: Vulnerability, installed: InstalledPackage): Effect | undefined {
  const versions = versionsOf(installed.ecosystem);
  if (entry.withdrawn !== undefined || versions?.isVersion(installed.version) !== true)
    return undefined;
  const parts = entry.affected.filter(
    (part) =>
      part.package?.name === installed.name &&
      part.package.ecosystem === installed.ecosystem &&
      isIn(part, installed.version, versions),
  );
  if (parts.length === 0) return undefined;
  const fixes = parts
    .flatMap(({ ranges }) => ranges.filter(isOrdered).flatMap(({ events }) => events))
    .flatMap(({ fixed }) => fixed ?? [])
    .filter((fixed) => versions.compare(fixed, installed.version) > 0);
  return {
    fixedIn: [...new Set(fixes)].toSorted((a, b) => versions.compare(a, b)).slice(0, 5),
    isUnimportant: parts.every(
      ({ ecosystem_specific: specific }) => specific?.urgency === 'unimportant',
    ),
  };
}

function isIn({ versions, ranges }: Affected, version: string, order: Versions): boolean {
  return (
    versions.includes(version) ||
    ranges.some((range) => isOrdered(range) && isInRange(range.events, version, order))
  );
}

/** Ranges of git are about commits. */
function isOrdered({ type }: { readonly type: string }): boolean {
  return type !== 'GIT';
}

/** The last event at or before the version says whether it is affected. */
function isInRange(events: readonly RangeEvent[], version: string, order: Versions): boolean {
  const limits = events.flatMap(({ limit }) => limit ?? []);
  const isWithin =
    limits.length === 0 || limits.some((limit) => limit === '*' || isBefore(version, limit, order));
  const sorted = events
    .filter(({ limit }) => limit === undefined)
    .toSorted((a, b) => compareEvents(a, b, order));
  let isAffected = false;
  for (const { introduced, fixed, last_affected: last } of sorted) {
    if (introduced !== undefined && !isBefore(version, introduced, order)) isAffected = true;
    if (fixed !== undefined && !isBefore(version, fixed, order)) isAffected = false;
    if (last !== undefined && isBefore(last, version, order)) isAffected = false;
  }
  return isWithin && isAffected;
}

/** In a tie what ends a stretch comes first, so that the next one may begin there. */
function compareEvents(a: RangeEvent, b: RangeEvent, order: Versions): number {
  const [left, right] = [versionAt(a), versionAt(b)];
  if (isBefore(left, right, order)) return -1;
  if (isBefore(right, left, order)) return 1;
  return Number(a.introduced !== undefined) - Number(b.introduced !== undefined);
}

function versionAt({ introduced, fixed, last_affected: last }: RangeEvent): string {
  return introduced ?? fixed ?? last ?? '';
}

/** `0` is before every version. */
function isBefore(left: string, right: string, order: Versions): boolean {
  if (right === '0') return false;
  return left === '0' || order.compare(left, right) < 0;
}
