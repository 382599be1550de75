import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  halfLifeDays,
  pointsNow,
  pointsOfAttack,
  pointsOfNetworks,
  riskOf,
  scoreOf,
  type Signal,
} from './risk.ts';

const dayMs = 86_400_000;
const now = new Date('2026-11-24T00:00:00Z');
const later = (days: number): Date => new Date(now.getTime() + days * dayMs);
const signal = (points: number, at = now): Signal => ({
  kind: 'attack',
  subject: 'x',
  points,
  at,
  times: 1,
});

test('the score is the sum of what each signal still counts, from 0 to 100', () => {
  assert.equal(scoreOf(riskOf([], now), now), 0);
  assert.equal(scoreOf(riskOf([signal(12), signal(5)], now), now), 17);
  assert.equal(scoreOf(riskOf([signal(12), signal(10, later(-halfLifeDays))], now), now), 17);
  assert.equal(scoreOf(riskOf([signal(90), signal(90)], now), now), 100);
});

test('half of it is forgotten in a half-life, and the order of users stays', () => {
  const [more, less] = [riskOf([signal(40)], now), riskOf([signal(20)], now)];
  assert.ok(more > less);
  assert.equal(scoreOf(more, later(halfLifeDays)), 20);
  assert.equal(pointsNow(signal(8), later(2 * halfLifeDays)), 2);
  assert.equal(riskOf([signal(40)], later(3)).toFixed(9), more.toFixed(9));
});

test('repeating an attack counts, but never without end', () => {
  assert.equal(pointsOfAttack('critical', 1), 12);
  assert.equal(pointsOfAttack('critical', 10), 24);
  assert.equal(pointsOfAttack('critical', 1e9), 36);
  assert.deepEqual([0, 1, 2, 3, 4, 9].map(pointsOfNetworks), [0, 0, 0, 2, 4, 8]);
});
