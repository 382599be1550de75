import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canariesIn, canaryOf } from './canary.ts';

test('a canary is letters and digits, one of its own for each number', () => {
  const all = [0, 1, 35, 36, 1_679_615].map((number) => canaryOf('ab12', number));
  assert.equal(new Set(all).size, all.length);
  for (const canary of all) assert.match(canary, /^[a-z0-9]{12}$/);
});

test('canaries are found in any text and case, each once', () => {
  const canary = canaryOf('ab12', 7);
  assert.deepEqual(canariesIn(`SELECT '${canary}', '${canary.toUpperCase()}x'`), [canary]);
  assert.deepEqual(canariesIn('zqqz, a zq of words qz, zq1234567qz'), []);
});
