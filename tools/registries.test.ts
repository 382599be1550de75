import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cweNames, isControlId, practiceIds, sinkKindFacts } from '@castellan/core';
import { detections } from '../packages/guard/src/detections/registry.generated.ts';

test('what detections say of themselves stands in the tables of core', () => {
  const practices: readonly string[] = practiceIds;
  assert.ok(detections.length > 0);
  for (const { meta } of detections) {
    assert.ok(Object.hasOwn(cweNames, meta.cwe), `${meta.id}: CWE ${meta.cwe}`);
    for (const id of meta.practices) assert.ok(practices.includes(id), `${meta.id}: ${id}`);
    for (const id of meta.controls) assert.ok(isControlId(id), `${meta.id}: ${id}`);
    for (const kind of meta.judges) {
      assert.ok(sinkKindFacts[kind].detections.includes(meta.id), `${meta.id} judges ${kind}`);
    }
  }
});
