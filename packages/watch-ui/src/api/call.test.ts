import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayCall } from './call.ts';

test('each role may do what the API lets it do, and no more', () => {
  assert.equal(mayCall('viewer', 'listIncidents'), true);
  assert.equal(mayCall('viewer', 'decide'), false);
  assert.equal(mayCall('responder', 'decide'), true);
  assert.equal(mayCall('responder', 'addApp'), false);
  assert.equal(mayCall('admin', 'addApp'), true);
  assert.equal(mayCall('admin', 'listPeople'), false);
  assert.equal(mayCall('owner', 'listPeople'), true);
});
