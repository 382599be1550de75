import { severities, type Severity } from '@castellan/core';

/** Where the mending of something stands. What came back is open again, and counts how often. */
export const workStates = [
  'open',
  'in-work',
  'fixed',
  'verified',
  'accepted',
  'false-alarm',
] as const;
export type WorkState = (typeof workStates)[number];

/** States that somebody has to do something about. */
export const dueStates: readonly WorkState[] = ['open', 'in-work'];

export function rankOf(priority: Severity): number {
  return severities.indexOf(priority);
}

/** `YYYY-MM-DD` in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
