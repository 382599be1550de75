import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tally } from './tally.ts';

test('what was added is told until a telling has arrived, and then only what came since', () => {
  const tally = new Tally(10);
  tally.add('a');
  tally.add('a');
  assert.deepEqual(tally.take(), [{ key: 'a', count: 2 }]);
  tally.add('b');
  // The first telling was lost on its way.
  assert.deepEqual(tally.take(), [
    { key: 'a', count: 2 },
    { key: 'b', count: 1 },
  ]);
  tally.add('a');
  tally.delivered();
  assert.deepEqual(tally.take(), [{ key: 'a', count: 1 }]);
  tally.delivered();
  assert.deepEqual(tally.take(), []);
});

test('the last key within the bound is kept, the first one over it is counted only', () => {
  const tally = new Tally(2);
  for (const key of ['a', 'b', 'c', 'c', 'a']) tally.add(key);
  assert.deepEqual(
    tally.take().map(({ key }) => key),
    ['a', 'b'],
  );
  assert.equal(tally.size, 2);
  assert.equal(tally.leftOut, 2);
});
