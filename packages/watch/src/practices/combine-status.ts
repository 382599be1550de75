import type { PracticeStatus } from '@castellan/core';

/** What one source says of a practice. */
export interface Said {
  readonly status: PracticeStatus;
  /**
   * `judges`: check, by rules. `settles`: enough by itself where check leaves something open. `supports`:
   * shown beside, and proves nothing alone.
   */
  readonly weight: 'judges' | 'settles' | 'supports';
}

const worstFirst: readonly PracticeStatus[] = ['fail', 'error'];
const heldBack: readonly PracticeStatus[] = ['unknown', 'attested', 'pass', 'not-applicable'];

/**
 * The status of a practice from all that is said of it. What fails anywhere fails; what is unknown stays
 * so unless a source that can settle it says that it is met.
 */
export function combineStatus(all: readonly Said[]): PracticeStatus {
  const counted = all.filter(({ weight }) => weight !== 'supports');
  const found = new Set(counted.map(({ status }) => status));
  const bad = worstFirst.find((status) => found.has(status));
  if (bad !== undefined) return bad;
  const isSettled = counted.some(({ weight, status }) => weight === 'settles' && status === 'pass');
  if (isSettled) return 'pass';
  return heldBack.find((status) => found.has(status)) ?? 'unknown';
}
