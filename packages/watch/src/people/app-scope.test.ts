import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyApp, rightsOf, seesAll, seesApp } from './app-scope.ts';

test('without a list of apps all are seen; with one only those, and with an empty one none', () => {
  assert.ok(seesAll(everyApp) && seesApp(everyApp, 'x'));
  assert.ok(seesApp({ apps: ['x'] }, 'x'));
  assert.ok(!seesApp({ apps: ['x'] }, 'y'));
  assert.ok(!seesApp({ apps: [] }, 'x') && !seesAll({ apps: [] }));
});

test('an owner sees all, whatever is stored; a role that is none of ours has no rights', () => {
  assert.deepEqual(rightsOf({ role: 'owner', apps: ['x'] }), { role: 'owner', apps: undefined });
  assert.deepEqual(rightsOf({ role: 'admin', apps: ['x'] }), { role: 'admin', apps: ['x'] });
  assert.deepEqual(rightsOf({ role: 'viewer', apps: null }), { role: 'viewer', apps: undefined });
  assert.deepEqual(rightsOf({ role: 'viewer', apps: [] }), { role: 'viewer', apps: [] });
  assert.equal(rightsOf({ role: 'king', apps: null }), undefined);
  assert.equal(rightsOf({ role: null, apps: null }), undefined);
});
