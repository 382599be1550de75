import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucketsOf, hourMs } from './buckets.ts';
import { shortPlace } from './place.ts';
import { asBytes, asShortNumber, asTitle, counted } from './text.ts';
import { asRelative } from './time.ts';

test('ids are read as titles, whatever an attacker calls a detection', () => {
  assert.equal(asTitle('sql-injection'), 'SQL injection');
  assert.equal(asTitle('ssrf'), 'Server-side request forgery');
  assert.equal(asTitle('<script>'), '<script>');
  assert.equal(asTitle(''), '');
});

test('numbers are short where they are read from afar, and exact below ten thousand', () => {
  assert.equal(asShortNumber(9_999), '9,999');
  assert.equal(asShortNumber(12_345), '12.3K');
  assert.equal(counted(1, 'process', 'processes'), '1 process');
  assert.equal(counted(0, 'event'), '0 events');
  assert.equal(asBytes(2_147_483_648), '2 GB');
  assert.equal(asBytes(0), '0 B');
});

test('times are as far away as they are, in both directions', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');
  const at = (seconds: number): string =>
    asRelative(new Date(now + seconds * 1_000).toISOString(), now);
  assert.equal(at(-59), 'just now');
  assert.equal(at(-60), '1 min. ago');
  assert.equal(at(3_600), 'in 1 hr.');
  assert.equal(at(-86_400), 'yesterday');
});

test('of a long path the end is shown', () => {
  assert.equal(shortPlace('src/routes/cards.js:20'), 'src/routes/cards.js:20');
  assert.equal(shortPlace('/srv/shop/src/routes/cards.js:20'), '…/src/routes/cards.js:20');
});

test('every hour has a bucket, and what is older than the first has none', () => {
  const now = Date.parse('2026-11-25T12:34:56Z');
  const hours = [
    { hour: '2026-11-25T08:00:00.000Z', blocked: 9, logged: 9 },
    { hour: '2026-11-25T10:00:00.000Z', blocked: 2, logged: 1 },
    { hour: '2026-11-25T12:00:00.000Z', blocked: 5, logged: 0 },
  ];
  const buckets = bucketsOf(hours, 4, now);
  assert.deepEqual(
    buckets.map(({ blocked, logged }) => [blocked, logged]),
    [
      [0, 0],
      [2, 1],
      [0, 0],
      [5, 0],
    ],
  );
  assert.equal((buckets[1]?.at ?? 0) - (buckets[0]?.at ?? 0), hourMs);
});
