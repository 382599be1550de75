import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeState } from './node-releases.ts';
import { riskOf } from './risk.ts';

const well = {
  incident: undefined,
  advisory: undefined,
  unprotected: 0,
  nodes: [nodeState('24.11.0', new Date('2026-11-26'))],
  notBlocking: 0,
  isSilent: false,
};

test('the worst that is known decides, and every reason is told', () => {
  assert.deepEqual(riskOf(well), { level: 'none', reasons: [] });
  const nodes = [nodeState('20.20.0', new Date('2026-11-26'))];
  assert.deepEqual(riskOf({ ...well, advisory: 'critical', nodes, notBlocking: 2 }), {
    level: 'critical',
    reasons: [
      'an advisory about a loaded package is critical',
      'its Node.js has ended',
      'not everything is blocked',
    ],
  });
});
