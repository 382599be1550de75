import type { Verdict } from './detection.ts';

/** The verdict on a call that may hold what was not read of its request; `start` to `end` shows why. */
export function unreadVerdict(start: number, end: number): Verdict {
  return {
    outcome: 'attack',
    confidence: 'possible',
    occurrence: { input: { path: '(not read)', value: '' }, start, end, transformations: [] },
    span: { start, end },
    reason:
      'The request holds more than is read of one, and the call what an attack would have put there.',
  };
}
