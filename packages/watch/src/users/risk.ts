import type { Severity } from '@castellan/core';

/** What counts how much; a team sets its own. */
export interface RiskWeights {
  /** Points of an attack by its severity. */
  criticalPoints: number;
  highPoints: number;
  mediumPoints: number;
  lowPoints: number;
  /** The account was used from an address from which others were attacked as well. */
  attackerAddressPoints: number;
  /** A session or token was seen with several accounts. */
  tokenElsewherePoints: number;
  /** Each network within a week beyond two, which are home and work. */
  networkPoints: number;
  /** A request of the user reached a place in the app that an attacker could use. */
  weaknessPoints: number;
  /** After this long without anything new, half of what is held against a user is forgotten. */
  halfLifeDays: number;
}

const dayMs = 86_400_000;
const mostScore = 100;

/** What can be held against a user. */
export const signalKinds = [
  'attack',
  'attacker-address',
  'many-networks',
  'token-elsewhere',
  'weakness',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** One thing that is held against a user, with what it counted when it happened last. */
export interface Signal {
  readonly kind: SignalKind;
  /** The detection, the address, the token or the number that it is about. */
  readonly subject: string;
  readonly points: number;
  readonly at: Date;
  readonly times: number;
}

/** However often an attack is repeated, it counts at most this many times. */
const mostRepeats = 3;
/** More networks than this beyond two count no more. */
const mostNetworks = 4;

/** What a signal says, without what it counts. */
export interface SignalFacts {
  readonly kind: SignalKind;
  /** Of an attack. */
  readonly severity: Severity | null;
  readonly times: number;
}

/** What a signal counts when it happens. */
export function pointsOf({ kind, severity, times }: SignalFacts, weights: RiskWeights): number {
  switch (kind) {
    case 'attack':
      return weights[`${severity ?? 'low'}Points`] * repeats(times);
    case 'attacker-address':
      return weights.attackerAddressPoints;
    case 'token-elsewhere':
      return weights.tokenElsewherePoints;
    case 'weakness':
      return weights.weaknessPoints;
    case 'many-networks':
      return weights.networkPoints * Math.min(mostNetworks, Math.max(0, times - 2));
  }
}

/** Attacks of one kind: the first counts whole, ten like it twice, a hundred or more three times. */
function repeats(times: number): number {
  return Math.min(mostRepeats, 1 + Math.log10(Math.max(1, times)));
}

/** What a signal still counts. */
export function pointsNow(
  { points, at }: Pick<Signal, 'points' | 'at'>,
  now: Date,
  halfLifeDays: number,
): number {
  return points * 2 ** -(Math.max(0, now.getTime() - at.getTime()) / (halfLifeDays * dayMs));
}

/**
 * All signals of a user as one number by which users can be put in order at any time: what decays by
 * the same half-life keeps its order, so that nothing is reckoned again only because time goes by.
 */
export function riskOf(
  signals: readonly Pick<Signal, 'points' | 'at'>[],
  now: Date,
  halfLifeDays: number,
): number {
  const sum = signals.reduce((total, one) => total + pointsNow(one, now, halfLifeDays), 0);
  return sum > 0 ? Math.log2(sum) + now.getTime() / (halfLifeDays * dayMs) : -Infinity;
}

/** The score, 0 to 100, that a risk stands for now. */
export function scoreOf(risk: number, now: Date, halfLifeDays: number): number {
  return Math.min(mostScore, Math.round(2 ** (risk - now.getTime() / (halfLifeDays * dayMs))));
}
