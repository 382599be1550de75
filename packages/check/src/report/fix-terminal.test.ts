import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fix, fixStates } from '../fixes/fix-report.ts';
import { fixDiff, fixList } from './fix-terminal.ts';

const hostile = 'a\u001b[31m\u202e\nforged';
const fix: Fix = {
  rule: 'docker/user',
  practice: 'I5',
  fingerprints: ['f'.repeat(32)],
  title: hostile,
  files: [hostile],
  state: 'planned',
  reason: hostile,
  afterwards: hostile,
  command: hostile,
};

test('each fix is told with its practice, and nothing of a repository can forge a line', () => {
  for (const state of fixStates) {
    const text = fixList([{ ...fix, state }], { columns: 80, colours: false }, fixStates);
    assert.match(text, /docker\/user I5/);
    assert.doesNotMatch(text, /[\u001b\u202e]/);
    assert.doesNotMatch(text, /^forged/m);
  }
  assert.equal(fixList([fix], { columns: 80, colours: false }, ['applied']), '');
});

test('colours are there only when wanted', () => {
  const files = [{ path: 'a', isNew: false, diff: '--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n' }];
  assert.equal(fixDiff(files, { columns: 80, colours: false }), files[0]!.diff);
  const coloured = fixDiff(files, { columns: 80, colours: true });
  assert.match(coloured, /\u001b\[32m\+y/);
  assert.match(coloured, /\u001b\[31m-x/);
});
