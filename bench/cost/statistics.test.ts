import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, median, quieterHalf, slope } from './statistics.ts';

test('the median and the quieter half of a list', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([1, 2, 3, 10]), 2.5);
  assert.equal(quieterHalf([100, 2, 4, 50]), 3);
  assert.equal(quieterHalf([7]), 7);
});

test('a subject that costs half as much again has a ratio of 1.5 within a tight interval', () => {
  const base = [
    [10, 11, 10, 12],
    [10, 10, 11, 13],
  ];
  const subject = base.map((slices) => slices.map((slice) => slice * 1.5));
  const { quiet, low, high, paired } = compare(subject, base, counting());
  assert.ok(Math.abs(quiet - 1.5) < 1e-9);
  assert.ok(Math.abs(paired - 1.5) < 1e-9);
  assert.ok(low > 1.3 && low <= 1.5 && high >= 1.5 && high < 1.75, `${low}…${high}`);
});

test('processes that differ widen the interval though each is steady', () => {
  const base = [[10, 10, 10, 10]];
  const { low, high } = compare(
    [
      [10, 10, 10, 10],
      [20, 20, 20, 20],
    ],
    base,
    counting(),
  );
  assert.equal(low, 1);
  assert.equal(high, 2);
});

test('load that hits one round alike leaves the paired ratio alone', () => {
  const { paired } = compare([[12, 120, 12]], [[10, 100, 10]], counting());
  assert.ok(Math.abs(paired - 1.2) < 1e-9);
});

test('the slope of a line', () => {
  assert.equal(slope([0, 1, 2], [5, 7, 9]), 2);
});

/** A generator of the same evenly spread numbers each time (Weyl sequence). */
function counting(): () => number {
  let at = 0;
  return () => (at = (at + 0.6180339887) % 1);
}
