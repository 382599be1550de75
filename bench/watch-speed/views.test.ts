import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routes } from '../../packages/watch/src/api/routes.ts';
import { calls, unmeasured } from './views.ts';

const word = '01890000-0000-7000-8000-000000000001';
const asked = calls({
  app: word,
  incident: word,
  attacker: '203.0.113.1',
  detection: 'ssrf',
  user: 'user/1',
  campaign: word,
  monitor: word,
  playbook: word,
  drill: word,
  work: word,
  incidentOfWork: word,
  rule: {},
});

test('every operation that reads is measured, or said why not', () => {
  const reads = routes.filter(({ method }) => method === 'get').map(({ operation }) => operation);
  const measured = new Set(asked.map(({ operation }) => operation));
  assert.deepEqual(
    reads.filter((operation) => !measured.has(operation) && !Object.hasOwn(unmeasured, operation)),
    [],
  );
  assert.deepEqual(
    Object.keys(unmeasured).filter(
      (operation) => measured.has(operation) || !reads.includes(operation),
    ),
    [],
  );
});

test('each call goes to the operation that it names', () => {
  for (const { operation, path, body } of asked) {
    const route = routes.find((one) => one.operation === operation);
    assert.ok(route, operation);
    assert.equal(route.method, body === undefined ? 'get' : 'post', operation);
    const pattern = route.path.replaceAll(/\{\w+\}/g, '[^/]+');
    assert.match(`/api/v1/${path.split('?')[0]}`, new RegExp(`^${pattern}$`), operation);
  }
});
