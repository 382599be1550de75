import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayCall } from './call.ts';

test('each role may do what the API lets it do, and no more', () => {
  assert.equal(mayCall({ role: 'viewer' }, 'listIncidents'), true);
  assert.equal(mayCall({ role: 'viewer' }, 'decide'), false);
  assert.equal(mayCall({ role: 'responder' }, 'decide'), true);
  assert.equal(mayCall({ role: 'responder' }, 'addApp'), false);
  assert.equal(mayCall({ role: 'admin' }, 'addApp'), true);
  assert.equal(mayCall({ role: 'admin' }, 'listPeople'), false);
  assert.equal(mayCall({ role: 'owner' }, 'listPeople'), true);
  const apps = ['x'];
  assert.equal(mayCall({ role: 'admin', apps }, 'addApp'), false);
  assert.equal(mayCall({ role: 'admin', apps }, 'setRetention'), true);
});
