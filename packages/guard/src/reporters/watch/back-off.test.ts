import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BackOff } from './back-off.ts';

test('pauses double up to a minute, less a random half', () => {
  const longest = new BackOff(() => 1);
  assert.deepEqual(
    Array.from({ length: 8 }, () => longest.next()),
    [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000],
  );
  const shortest = new BackOff(() => 0);
  assert.deepEqual([shortest.next(), shortest.next()], [500, 1_000]);
});

test('what the server asks for is honoured, up to ten minutes', () => {
  const backOff = new BackOff(() => 1);
  assert.equal(backOff.next(7_000), 7_000);
  assert.equal(backOff.next(10 ** 9), 600_000);
});

test('a success begins anew', () => {
  const backOff = new BackOff(() => 1);
  backOff.next();
  backOff.next();
  backOff.reset();
  assert.equal(backOff.next(), 1_000);
});
