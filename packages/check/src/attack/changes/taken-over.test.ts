import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canaryOf, type Sighting } from '@castellan/core';
import type { Exchange } from '../prober.ts';
import { takenOver } from './taken-over.ts';

const canary = canaryOf('test', 1);

function answered(body: unknown, status = 200, sightings: readonly Sighting[] = []): Exchange {
  return {
    request: { method: 'POST', path: '/me', headers: {} },
    answer: { status, headers: {}, body: JSON.stringify(body) },
    sightings,
    verdicts: [],
  };
}

const sql = (text: string, ...bound: readonly string[]): Sighting => ({
  exchange: 1,
  sink: { library: 'pg', api: 'Client.query', kind: 'sql' },
  text,
  bound,
});

const done = answered({ ok: true });
const role = { field: 'role', value: canary };
const user = answered({ name: 'ada', role: 'user' });
const changed = answered({ name: 'ada', role: canary });

test('what is read afterwards shows it, and an echo does not', () => {
  const read = { without: done, before: user };
  assert.equal(takenOver(role, { ...read, with: done, after: changed })?.where, 'read');
  assert.equal(takenOver(role, { ...read, with: changed, after: user }), undefined);
  assert.equal(
    takenOver(role, { without: done, before: changed, with: done, after: changed }),
    undefined,
  );
  const list = (...items: readonly object[]) => answered({ items });
  const paid = { field: 'paid', value: true };
  const old = { id: 1, paid: true };
  const lists = { without: done, with: done, before: list(old) };
  assert.equal(takenOver(paid, { ...lists, after: list(old, { id: 2, paid: false }) }), undefined);
  assert.equal(
    takenOver(paid, { ...lists, after: list(old, { id: 2, paid: true }) })?.where,
    'read',
  );
  // A form sends text.
  const text = list(old, { id: 2, paid: 'true' });
  assert.equal(takenOver(paid, { ...lists, after: text })?.where, 'read');
});

test('where nothing shows it, the answer or the database may', () => {
  assert.equal(takenOver(role, { without: user, with: changed })?.where, 'answer');
  assert.equal(takenOver(role, { without: user, with: user }), undefined);
  const writes = (one: Sighting) =>
    takenOver(role, { without: done, with: answered({}, 200, [one]) });
  assert.equal(writes(sql('UPDATE users SET role = $1 WHERE id = $2', canary))?.where, 'sink');
  assert.equal(
    writes(sql(`INSERT INTO users (name, role) VALUES ('a', '${canary}')`))?.where,
    'sink',
  );
  assert.equal(writes(sql('INSERT INTO audit (body) VALUES ($1)', canary)), undefined);
  assert.equal(writes(sql('UPDATE users SET name = $1 WHERE id = $2', canary)), undefined);
  assert.equal(writes(sql('SELECT role FROM users WHERE name = $1', canary)), undefined);
  const owner = { field: 'ownerId', value: canary };
  const sent = answered({}, 201, [sql('INSERT INTO notes (owner_id) VALUES (?)', canary)]);
  assert.equal(takenOver(owner, { without: done, with: sent })?.where, 'sink');
});

test('what is refused with the field or without it shows nothing', () => {
  const no = answered({ error: 'no' }, 403);
  assert.equal(
    takenOver(role, { without: done, before: user, with: no, after: changed }),
    undefined,
  );
  assert.equal(
    takenOver(role, { without: no, before: user, with: done, after: changed }),
    undefined,
  );
});
