import assert from 'node:assert/strict';
import { test } from 'node:test';
import { practiceIds } from '../handbook/practice-ids.ts';
import { isControlId } from './controls.ts';
import { organisationControls } from './organisation-controls.ts';
import { practiceControls } from './practice-controls.ts';

test('every practice contributes to known controls, each once', () => {
  for (const practice of practiceIds) {
    const ids = practiceControls[practice];
    assert.ok(ids.length > 0, practice);
    assert.ok(ids.every(isControlId), practice);
    assert.equal(new Set(ids).size, ids.length, practice);
  }
});

test('no control of organisations stands there without a practice', () => {
  const met = new Set<string>(Object.values(practiceControls).flat());
  assert.deepEqual(
    Object.keys(organisationControls).filter((id) => !met.has(id)),
    [],
  );
});
