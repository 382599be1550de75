import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  pointsNow,
  pointsOf,
  riskOf,
  type RiskWeights,
  scoreOf,
  type SignalFacts,
} from './risk.ts';

const dayMs = 86_400_000;
const now = new Date('2026-11-24T00:00:00Z');
const week = 7;
const later = (days: number): Date => new Date(now.getTime() + days * dayMs);
const signal = (points: number, at = now): { points: number; at: Date } => ({ points, at });
const weights: RiskWeights = {
  criticalPoints: 12,
  highPoints: 8,
  mediumPoints: 4,
  lowPoints: 2,
  attackerAddressPoints: 5,
  tokenElsewherePoints: 8,
  networkPoints: 2,
  weaknessPoints: 1,
  halfLifeDays: week,
};
const points = (
  kind: SignalFacts['kind'],
  times: number,
  severity: SignalFacts['severity'] = null,
): number => pointsOf({ kind, times, severity }, weights);

test('the score is the sum of what each signal still counts, from 0 to 100', () => {
  assert.equal(scoreOf(riskOf([], now, week), now, week), 0);
  assert.equal(scoreOf(riskOf([signal(12), signal(5)], now, week), now, week), 17);
  assert.equal(scoreOf(riskOf([signal(12), signal(10, later(-week))], now, week), now, week), 17);
  assert.equal(scoreOf(riskOf([signal(90), signal(90)], now, week), now, week), 100);
});

test('half of it is forgotten in a half-life, and the order of users stays', () => {
  const [more, less] = [riskOf([signal(40)], now, week), riskOf([signal(20)], now, week)];
  assert.ok(more > less);
  assert.equal(scoreOf(more, later(week), week), 20);
  assert.equal(pointsNow(signal(8), later(2 * week), week), 2);
  assert.equal(riskOf([signal(40)], later(3), week).toFixed(9), more.toFixed(9));
  assert.equal(scoreOf(riskOf([signal(40)], now, 1), later(1), 1), 20);
});

test('each thing counts what the team says; repeating an attack counts, but never without end', () => {
  assert.equal(points('attack', 1, 'critical'), 12);
  assert.equal(points('attack', 10, 'critical'), 24);
  assert.equal(points('attack', 1e9, 'critical'), 36);
  assert.deepEqual(
    [0, 1, 2, 3, 4, 9].map((networks) => points('many-networks', networks)),
    [0, 0, 0, 2, 4, 8],
  );
  assert.deepEqual(
    [points('attacker-address', 9), points('token-elsewhere', 2), points('weakness', 50)],
    [5, 8, 1],
  );
});
