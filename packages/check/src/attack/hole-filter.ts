import type { HoleKind } from '../analysis/attack/record.ts';

/** Whether a kind of hole is wanted; every kind where none was named. */
export function holeFilter(kinds: readonly HoleKind[] | undefined): (kind: HoleKind) => boolean {
  return kinds === undefined ? () => true : (kind) => kinds.includes(kind);
}
