import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { caseIncident } from '../ingest/case-incident.ts';
import { ada, bo } from '../people/case-ada.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { changeWork, type WorkChange } from './change-work.ts';
import { takeUpIncident } from './incident-work.ts';
import { findWork, type WorkRow } from './list-work.ts';

let open: OpenStore;
before(async () => {
  open = await caseServers[0]!.open();
});
after(() => open?.close());

async function newItem(): Promise<WorkRow> {
  const id = await caseIncident(open.store, { severity: 'critical' });
  return itemOf((await takeUpIncident(open.store, ada, id)) ?? '');
}

async function itemOf(id: string): Promise<WorkRow> {
  const item = await findWork(open.store, id);
  assert.ok(item);
  return item;
}

async function history(id: string): Promise<readonly string[]> {
  const rows = await open.store
    .selectFrom('work_notes')
    .select('text')
    .where('item_id', '=', id)
    .where('kind', '=', 'changed')
    .orderBy('id')
    .execute();
  return rows.map(({ text }) => text);
}

const both = async (id: string, first: WorkChange, second: WorkChange): Promise<string[]> => {
  const done = await Promise.all([
    changeWork(open.store, ada, id, first),
    changeWork(open.store, bo, id, second),
  ]);
  return done.flatMap((one) => (one?.ok === false && one.isConflict ? [one.problem] : []));
};

test('of two who change the same of an item at once one does, and the other is told how it stands', async () => {
  const { id } = await newItem();
  const was = { priority: 'critical' } as const;
  const told = await both(id, { priority: 'high', was }, { priority: 'low', was });
  const { priority } = await itemOf(id);
  assert.deepEqual(told, [
    `Somebody changed it meanwhile: its priority is ${priority} now. Look again.`,
  ]);
  assert.deepEqual(await history(id), [`Priority ${priority}, which was critical.`]);

  const state = { state: 'open' };
  const accepted = { reason: 'known', until: '2999-01-01' };
  const acted = await both(id, { state: 'fixed', was: state }, { accepted, was: state });
  assert.equal(acted.length, 1);
  const item = await itemOf(id);
  assert.match(acted[0] ?? '', new RegExp(`it is ${item.state} now\\. Look again`));
  assert.equal(item.accepted_reason, item.state === 'accepted' ? 'known' : null);
});

test('what two change that is not the same is kept, and so is what both say alike', async () => {
  const { id, due_at } = await newItem();
  const was = { priority: 'critical', dueAt: due_at.toISOString() } as const;
  const dueAt = '2999-01-01T00:00:00.000Z';
  assert.deepEqual(await both(id, { priority: 'low', was }, { dueAt, was }), []);
  const item = await itemOf(id);
  assert.deepEqual([item.priority, item.due_at.toISOString()], ['low', dueAt]);
  assert.deepEqual(await both(id, { priority: 'low', was }, { priority: 'low', was }), []);
});

test('who does not say how it stood writes over it, and the history tells what was before', async () => {
  const { id } = await newItem();
  assert.deepEqual(await both(id, { priority: 'high' }, { priority: 'low' }), []);
  const lines = await history(id);
  const last = (await itemOf(id)).priority;
  const before = last === 'low' ? 'high' : 'low';
  assert.deepEqual(lines, [
    `Priority ${before}, which was critical.`,
    `Priority ${last}, which was ${before}.`,
  ]);
});
