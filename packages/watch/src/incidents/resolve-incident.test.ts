import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decide, undo } from '../decisions/decisions.ts';
import { caseIncident } from '../ingest/case-incident.ts';
import { ada, bo } from '../people/case-ada.ts';
import { everyApp } from '../people/app-scope.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import type { Done } from '../words/done.ts';
import { findIncident, type IncidentRow } from './list-incidents.ts';
import { acknowledgeIncident, resolveIncident } from './resolve-incident.ts';

let open: OpenStore;
before(async () => {
  open = await caseServers[0]!.open();
});
after(() => open?.close());

const newIncident = (): Promise<string> => caseIncident(open.store);

async function found(id: string): Promise<IncidentRow> {
  const row = await findIncident(open.store, everyApp, id);
  assert.ok(row);
  return row;
}

async function audited(act: string, subject: string): Promise<readonly string[]> {
  const rows = await open.store
    .selectFrom('audit')
    .select('actor_name')
    .where('act', '=', act)
    .where('subject', '=', subject)
    .execute();
  return rows.map(({ actor_name }) => actor_name);
}

/** The words for the one who came too late. */
function lateWords(done: readonly (Done | undefined)[]): string {
  const late = done.filter((one) => one?.ok === false);
  assert.equal(late.length, 1, JSON.stringify(done));
  const [one] = late;
  assert.ok(one?.ok === false && one.isConflict === true);
  return one.problem;
}

test('of two who close an incident at once, each otherwise, one does and the other is told by whom', async () => {
  const id = await newIncident();
  const done = await Promise.all([
    resolveIncident(open.store, ada, id, 'closed'),
    resolveIncident(open.store, bo, id, 'false-alarm'),
  ]);
  const [first = ''] = await audited('resolve incident', id);
  const { status } = await found(id);
  assert.deepEqual(await audited('resolve incident', id), [status === 'closed' ? ada.name : 'Bo']);
  const act = status === 'closed' ? 'closed it' : 'called it a false alarm';
  assert.equal(lateWords(done), `${first} ${act} meanwhile. Look again.`);

  // Who saw what it was may say otherwise, and who says the same says nothing new.
  const other = status === 'closed' ? 'false-alarm' : 'closed';
  const seen = status as 'closed' | 'false-alarm';
  assert.ok((await resolveIncident(open.store, bo, id, other, seen))?.ok);
  assert.ok((await resolveIncident(open.store, ada, id, other))?.ok);
  assert.equal((await audited('resolve incident', id)).length, 2);
  assert.ok((await resolveIncident(open.store, ada, id, 'open'))?.ok);
  assert.equal((await found(id)).status, 'open');
});

test('of two who take an incident on at once one has it, and the other is told who', async () => {
  const id = await newIncident();
  const done = await Promise.all([ada, bo].map((who) => acknowledgeIncident(open.store, who, id)));
  const { acknowledged_by: by } = await found(id);
  assert.equal(lateWords(done), `${by} is on it already.`);
  assert.deepEqual(await audited('acknowledge incident', id), [by]);
  const again = by === ada.name ? ada : bo;
  assert.ok((await acknowledgeIncident(open.store, again, id))?.ok, 'their own, once more');
});

test('of two who take a decision back at once one does; of two who decide at once both did', async () => {
  const decision = {
    appId: undefined,
    action: 'block',
    actor: { kind: 'address', value: '203.0.113.7' },
    reason: 'test',
    end: new Date(Date.now() + 3_600_000),
    includesCritical: false,
  } as const;
  const [id, other] = await Promise.all([
    decide(open.store, ada, decision),
    decide(open.store, bo, decision),
  ]);
  const done = await Promise.all([undo(open.store, ada, id), undo(open.store, bo, id)]);
  assert.equal(done.filter(Boolean).length, 1);
  const rows = await open.store
    .selectFrom('decisions')
    .select(['id', 'undone_by'])
    .where('id', 'in', [id, other])
    .execute();
  assert.equal(rows.length, 2);
  const by = done[0] ? ada.name : 'Bo';
  assert.equal(rows.find((row) => row.id === id)?.undone_by, by);
  assert.equal(rows.find((row) => row.id === other)?.undone_by, null);
});
