import type { Confidence, Outcome } from '@castellan/core';

/** What one occurrence did; offsets are UTF-16 code units of the statement, `end` exclusive. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly confidence: Confidence;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** A stretch of the statement that came from an input. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Only a piece of the input was found here. */
  readonly isPart: boolean;
}

export function attack(
  start: number,
  end: number,
  reason: string,
  confidence: Confidence = 'certain',
): Judgement {
  return { outcome: 'attack', confidence, start, end, reason };
}

export function weakness(stretch: Stretch, reason: string, confidence: Confidence): Judgement {
  const { start, end } = stretch;
  return { outcome: 'weakness', confidence, start, end, reason };
}
