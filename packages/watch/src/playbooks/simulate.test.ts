import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readyPlaybooks } from './ready.ts';
import { type PlaybookRule, ruleSchema } from './rule.ts';
import { firingsOf, type Piece } from './simulate.ts';

const minuteMs = 60_000;
const rule: PlaybookRule = {
  on: 'attack',
  apps: [],
  detections: [],
  minSeverity: 'low',
  disposition: 'any',
  networks: [],
  counts: 'events',
  threshold: 5,
  windowSeconds: 600,
  by: 'address',
  action: 'notify',
  actionSeconds: 600,
  tells: 'low',
};
const piece = (first: number, last: number, events: number, more: Partial<Piece> = {}): Piece => ({
  key: 'a',
  detection: 'sql-injection',
  route: 'GET /',
  address: '203.0.113.1',
  events,
  first: first * minuteMs,
  last: last * minuteMs,
  ...more,
});
const firings = (pieces: readonly Piece[], more: Partial<PlaybookRule> = {}): number =>
  firingsOf({ ...rule, ...more }, pieces).reduce((sum, one) => sum + one.firings, 0);

test('the threshold is pinned on both sides', () => {
  assert.equal(firings([piece(1, 1, 4)]), 0);
  assert.equal(firings([piece(1, 1, 5)]), 1);
});

test('what is further apart than the window does not add up', () => {
  assert.equal(firings([piece(0, 0, 3), piece(9, 9, 2)]), 1);
  assert.equal(firings([piece(0, 0, 3), piece(10, 10, 2)]), 0);
});

test('a long incident counts with its share of each window', () => {
  assert.equal(firings([piece(0, 100, 40)]), 0);
  assert.equal(firings([piece(0, 100, 60)]), 10);
});

test('whoever is kept out does not go on', () => {
  const busy = [piece(0, 100, 600)];
  assert.equal(firings(busy), 10);
  assert.equal(firings(busy, { action: 'block', actionSeconds: 86_400, tells: undefined }), 1);
});

test('different things are counted once each', () => {
  const three = ['sql-injection', 'ssrf', 'ssrf'].map((detection, at) =>
    piece(at, at, 9, { detection }),
  );
  assert.equal(firings(three, { counts: 'detections', threshold: 3 }), 0);
  assert.equal(firings(three, { counts: 'detections', threshold: 2 }), 1);
});

test('eleven playbooks come ready, each with a rule that may be stored and an explanation', () => {
  assert.equal(readyPlaybooks.length, 11);
  for (const { name, rule, why, whySo, isOn } of readyPlaybooks) {
    assert.deepEqual(ruleSchema.parse(rule), rule, name);
    assert.ok(why.length > 20 && /^O(n|ff):/.test(whySo), name);
    assert.equal(isOn && rule.action !== 'notify', false, `${name} decides without being asked`);
  }
});
