import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastTally, oneFailed, onePassed, sum, tallyLine, tallyOf } from './tally.ts';

test('the last line says what passed, failed and was skipped', () => {
  assert.equal(tallyLine({ passed: 2, failed: 0, skipped: 0 }), '2 passed, 0 failed');
  assert.equal(tallyLine({ passed: 2, failed: 1, skipped: 3 }), '2 passed, 1 failed, 3 skipped');
});

test('the last tally of an output counts, alone on its line', () => {
  const output = '1 passed, 1 failed\nnot 9 passed, 9 failed\n5 passed, 0 failed, 2 skipped\nbye\n';
  assert.deepEqual(lastTally(output), { passed: 5, failed: 0, skipped: 2 });
  assert.equal(lastTally('all well'), undefined);
});

test('a command that ends badly never counts as passed', () => {
  assert.deepEqual(tallyOf({ code: 0, output: '' }), onePassed);
  assert.deepEqual(tallyOf({ code: 1, output: '' }), oneFailed);
  assert.deepEqual(tallyOf({ code: 1, output: '3 passed, 0 failed\n' }), {
    passed: 3,
    failed: 1,
    skipped: 0,
  });
  assert.deepEqual(tallyOf({ code: 1, output: '3 passed, 2 failed\n' }), {
    passed: 3,
    failed: 2,
    skipped: 0,
  });
});

test('tallies add up', () => {
  assert.deepEqual(sum([onePassed, oneFailed, { passed: 4, failed: 0, skipped: 2 }]), {
    passed: 5,
    failed: 1,
    skipped: 2,
  });
});
