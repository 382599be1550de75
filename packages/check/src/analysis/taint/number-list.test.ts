import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NumberList } from './number-list.ts';

test('numbers stay where they were put while the list grows', () => {
  const list = new NumberList();
  for (let number = 0; number < 5_000; number += 1) list.push(number - 7);
  list.set(3, 2 ** 31 - 1);
  assert.equal(list.length, 5_000);
  assert.deepEqual([list.at(0), list.at(3), list.at(4_999)], [-7, 2 ** 31 - 1, 4_992]);
  assert.equal(list.at(5_000), 0);
  assert.equal(list.at(-1), 0);
});
