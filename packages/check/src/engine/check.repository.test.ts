import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { diskSource } from '../evidence/disk.ts';
import { collectors } from '../evidence/registry.generated.ts';
import { Session } from '../evidence/session.ts';
import { rules } from '../rules/registry.generated.ts';
import { check } from './check.ts';

const root = resolve(import.meta.dirname, '../../../..');

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
