import type { Coverage } from '@castellan/core';

const entries = new Map<string, Coverage>();
const listeners = new Set<(coverage: Coverage) => void>();

/** Records the state of one library copy; a failure is never overwritten by a later success. */
export function reportCoverage(coverage: Coverage): void {
  const key = `${coverage.layer}\0${coverage.library}\0${coverage.path ?? ''}`;
  if (entries.get(key)?.status === 'unprotected') return;
  entries.set(key, coverage);
  for (const listener of listeners) listener(coverage);
}

/** Everything recorded so far, sorted by library. */
export function coverageReport(): readonly Coverage[] {
  // Not by `localeCompare`, whose tables are dear to load at start.
  return [...entries.values()].toSorted((a, b) => compare(a.library, b.library));
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** Calls `listener` for each record from now on. */
export function onCoverage(listener: (coverage: Coverage) => void): void {
  listeners.add(listener);
}
