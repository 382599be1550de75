import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastTally, oneFailed, onePassed, sum, tallyLine, tallyOf } from './tally.ts';

test('the last line says what passed, failed and was skipped', () => {
  assert.equal(tallyLine({ passed: 2, failed: 0, skipped: 0 }), '2 passed, 0 failed');
  assert.equal(tallyLine({ passed: 2, failed: 1, skipped: 3 }), '2 passed, 1 failed, 3 skipped');
});

test('the last tally of an output counts, alone on its line', () => {
  const output = '1 passed, 1 failed\nnot 9 passed, 9 failed\n5 passed, 0 failed, 2 skipped\nbye\n';
  assert.deepEqual(lastTally(output), { passed: 5, failed: 0, skipped: 2, failures: [] });
  assert.equal(lastTally('all well'), undefined);
});

test('what failed is kept in full, and is not the line of its file', () => {
  const failure = '✖ a/b.test.ts:7 one is two\n    Error: 1 !== 2\n      at a';
  const output = `✔ a/a.test.ts: 1 passed, 0 failed (0.1 s)\n${failure}\n✖ a/b.test.ts: 0 passed, 1 failed (0.1 s)\n1 passed, 1 failed\n`;
  assert.deepEqual(lastTally(output)?.failures, [failure]);
});

test('a command that ends badly never counts as passed', () => {
  assert.deepEqual(tallyOf({ code: 0, output: '' }), onePassed);
  assert.deepEqual(tallyOf({ code: 1, output: 'no such file\n' }), oneFailed('no such file'));
  const lied = tallyOf({ code: 1, output: '3 passed, 0 failed\n' });
  assert.equal(tallyLine(lied), '3 passed, 1 failed');
  assert.deepEqual(lied.failures, ['3 passed, 0 failed']);
  assert.equal(
    tallyLine(tallyOf({ code: 1, output: '3 passed, 2 failed\n' })),
    '3 passed, 2 failed',
  );
});

test('tallies add up', () => {
  const some = { passed: 4, failed: 0, skipped: 2, failures: [] };
  assert.deepEqual(sum([onePassed, oneFailed('the build'), some]), {
    passed: 5,
    failed: 1,
    skipped: 2,
    failures: ['the build'],
  });
});
