import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sinkTable } from '@castellan/core';
import { isInRange } from './version-range.ts';

test('bounds hold at the last accepted and first refused version', () => {
  assert.equal(isInRange('8.0.0', '>=8.0.0 <9.0.0'), true);
  assert.equal(isInRange('8.99.99', '>=8.0.0 <9.0.0'), true);
  assert.equal(isInRange('7.99.99', '>=8.0.0 <9.0.0'), false);
  assert.equal(isInRange('9.0.0', '>=8.0.0 <9.0.0'), false);
});

test('a caret keeps the major version, and the minor one below 1.0.0', () => {
  assert.equal(isInRange('4.21.2', '^4.16.0 || ^5.0.0'), true);
  assert.equal(isInRange('5.0.1', '^4.16.0 || ^5.0.0'), true);
  assert.equal(isInRange('6.0.0', '^4.16.0 || ^5.0.0'), false);
  assert.equal(isInRange('0.9.0', '^0.8.0'), false);
});

test('a version that nobody could have tried is in no range', () => {
  for (const version of ['9.0.0-beta.1', 'unknown', '', '1.2', '99999999.0.0']) {
    assert.equal(isInRange(version, '>=0.0.0 <100.0.0'), false, version);
  }
});

test('every range of the sink table is one that guard can read', () => {
  for (const { name, versions } of sinkTable) {
    const lowest = /(\d+\.\d+\.\d+)/.exec(versions)?.[1] ?? '';
    assert.equal(isInRange(lowest, versions), true, name);
  }
});
