import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSensorMessage } from './sensor.ts';

const line = (value: unknown): string => JSON.stringify(value);

test('what a sensor tells is read back as it was', () => {
  for (const message of [
    { listening: { port: 3000 } },
    { unseen: { library: 'pg 7.0.0', cause: 'version 7.0.0 is not known to this guard' } },
    { routes: [{ method: 'GET', pattern: '/a/:id' }] },
    { over: { exchange: 3, route: '/a/:id', reads: ['query.q'], polluted: [] } },
    {
      over: {
        exchange: 3,
        reads: [],
        polluted: [],
        expressions: [
          { source: '^a+$', flags: 'i', length: 12, elapsedMs: 0.25, canaries: ['zqab120001qz'] },
        ],
      },
    },
    {
      sighting: {
        exchange: 3,
        sink: { library: 'pg', api: 'Client.query', kind: 'sql' },
        text: 'SELECT 1',
        bound: [],
      },
    },
  ])
    assert.deepEqual(parseSensorMessage(line(message)), message);
});

test('anything else is refused, saying what is wrong', () => {
  const invalid = { code: 'CASTELLAN_WIRE_INVALID' };
  assert.throws(() => parseSensorMessage('{'), invalid);
  assert.throws(() => parseSensorMessage('null'), invalid);
  assert.throws(() => parseSensorMessage(line({ listening: { port: 0 } })), invalid);
  assert.throws(() => parseSensorMessage(line({ over: { exchange: -1, reads: [] } })), invalid);
});
