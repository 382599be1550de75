import type { Severity } from '@castellan/core';

/** After this long without anything new, half of what is held against a user is forgotten. */
export const halfLifeDays = 7;
const dayMs = 86_400_000;
const halfLifeMs = halfLifeDays * dayMs;
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

const attackPoints: Readonly<Record<Severity, number>> = {
  critical: 12,
  high: 8,
  medium: 4,
  low: 2,
};
/** However often an attack is repeated, it counts at most this many times. */
const mostRepeats = 3;

/** Attacks of one kind: the first counts whole, ten like it twice, a hundred or more three times. */
export function pointsOfAttack(severity: Severity, times: number): number {
  return attackPoints[severity] * Math.min(mostRepeats, 1 + Math.log10(Math.max(1, times)));
}

/** The account was used from an address from which others were attacked as well. */
export const attackerAddressPoints = 5;
/** A session or token was seen with several accounts. */
export const tokenElsewherePoints = 8;
/** A request of the user reached a place in the app that an attacker could use. */
export const weaknessPoints = 1;

/** Networks within a week: two are home and work, each beyond counts. */
export function pointsOfNetworks(networks: number): number {
  return Math.min(8, Math.max(0, networks - 2) * 2);
}

/** What a signal still counts. */
export function pointsNow({ points, at }: Pick<Signal, 'points' | 'at'>, now: Date): number {
  return points * 2 ** -(Math.max(0, now.getTime() - at.getTime()) / halfLifeMs);
}

/**
 * All signals of a user as one number by which users can be put in order at any time: what decays by
 * the same half-life keeps its order, so that nothing is reckoned again only because time goes by.
 */
export function riskOf(signals: readonly Signal[], now: Date): number {
  const sum = signals.reduce((total, signal) => total + pointsNow(signal, now), 0);
  return sum > 0 ? Math.log2(sum) + now.getTime() / halfLifeMs : -Infinity;
}

/** The score, 0 to 100, that a risk stands for now. */
export function scoreOf(risk: number, now: Date): number {
  return Math.min(mostScore, Math.round(2 ** (risk - now.getTime() / halfLifeMs)));
}
