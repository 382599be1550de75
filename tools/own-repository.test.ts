import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, collectors, diskSource, rules, Session } from '@castellan/check';
import { root } from './workspace.ts';

test('this repository holds no secret, not even one made up for a test, and its gate passes', async () => {
  const session = new Session(diskSource(root), { refused: ['exec'] });
  const report = await check({
    target: root,
    castellan: 'own',
    provide: (name) => session.ask<unknown>(collectors[name]),
    now: Date.now(),
    rules,
  });
  assert.deepEqual(report.gate, { failing: [], incomplete: [] });
  const secrets = report.findings.filter(({ rule }) => rule.startsWith('secrets/'));
  assert.deepEqual(secrets, []);
});
