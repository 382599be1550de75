import type { Confidence, Outcome } from '@castellan/core';
import type { Occurrence } from '../context/inputs.ts';
import type { Verdict } from './detection.ts';

/** Builds a verdict; a piece of an input is never `certain`, since app text may look the same. */
export function finding(
  outcome: Outcome,
  confidence: Confidence,
  occurrence: Occurrence,
  start: number,
  end: number,
  reason: string,
): Verdict {
  const isPart = occurrence.transformations.includes('part');
  return {
    outcome,
    confidence: isPart && confidence === 'certain' ? 'likely' : confidence,
    occurrence,
    span: { start, end: Math.max(end, start + 1) },
    reason,
  };
}

/** The worse of two verdicts; the first one wins a tie. */
export function worse(a: Verdict | undefined, b: Verdict | undefined): Verdict | undefined {
  if (a === undefined) return b;
  return a.outcome === 'weakness' && b?.outcome === 'attack' ? b : a;
}
