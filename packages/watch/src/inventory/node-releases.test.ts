import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeState } from './node-releases.ts';

const state = (version: string, day: string): string => nodeState(version, new Date(day)).state;

test('a version of Node.js is supported until its end of life, and the end is told ahead', () => {
  assert.equal(state('v20.20.0', '2026-01-01'), 'supported');
  assert.equal(state('20.20.0', '2026-02-15'), 'ends-soon');
  assert.equal(state('20.20.0', '2026-04-30T23:59:00Z'), 'ends-soon');
  assert.equal(state('20.20.0', '2026-05-01'), 'ended');
  assert.equal(state('24.11.1', '2026-11-26'), 'supported');
  assert.equal(nodeState('24.11.1').endOfLife, '2028-04-30');
});

test('what is older than the table has ended, what is newer is not known', () => {
  assert.equal(state('3.0.0', '2026-11-26'), 'ended');
  assert.equal(state('19.0.0', '2026-11-26'), 'ended');
  assert.equal(state('99.0.0', '2028-11-26'), 'unknown');
});
