import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { HostState, SentReport } from '@castellan/core';
import { sql } from 'kysely';
import { everyApp } from '../../people/app-scope.ts';
import { ada } from '../../people/case-ada.ts';
import type { IngestScope } from '../../people/tokens.ts';
import { storeReport } from '../../reports/store-report.ts';
import { caseScope } from '../../ingest/case-finding.ts';
import { caseServers, temporaryDirectory } from '../../store/case-store.ts';
import type { OpenStore } from '../../store/open-store.ts';
import { Vault } from '../../vault/vault.ts';
import { acceptLook } from '../accept-look.ts';
import type { Look } from '../monitor-kind.ts';
import { addMonitor, listMonitors, type MonitorRow } from '../monitors.ts';
import { lookNow, type MonitorContext } from '../run-monitors.ts';

let open: OpenStore;
let context: MonitorContext;
let scope: IngestScope;

before(async () => {
  open = await caseServers[0]!.open();
  const { store } = open;
  context = { store, vault: new Vault(temporaryDirectory()), innerNetworks: [] };
  scope = await caseScope(store);
  await sql`insert into channels (id, name, kind, settings, rules, created_by, tokens)
    values (gen_random_uuid(), 'team', 'webhook', '{}', '{}', 'Ada', 1)`.execute(store);
});
after(() => open?.close());

let minutes = 0;
/** A report of castellan check host, each a minute later than the one before. */
async function tell(target: string, hostState: HostState): Promise<void> {
  minutes += 1;
  const report: SentReport = {
    version: 1,
    castellan: '1.0.0',
    rulesDigest: 'x',
    target,
    kind: 'host',
    isWhole: true,
    time: new Date(Date.now() + minutes * 60_000).toISOString(),
    practices: [],
    rules: [],
    findings: [],
    hostState,
  };
  await storeReport(open.store, scope, report);
}

async function watched(host: string, more: Record<string, unknown> = {}): Promise<string> {
  const { appId: app, environment } = scope;
  const settings = { app, environment, host, ...more };
  const name = `host ${host} ${JSON.stringify(more)}`;
  const added = await addMonitor(context, ada, { name, kind: 'host-drift', settings });
  assert.ok(added.ok, JSON.stringify(added));
  return added.id;
}

async function look(id: string): Promise<Look> {
  const found = await lookNow(context, id);
  assert.ok(found);
  return found;
}

async function stored(id: string): Promise<MonitorRow> {
  const row = (await listMonitors(open.store, everyApp)).find((one) => one.id === id);
  assert.ok(row);
  return row;
}

const state: HostState = {
  users: ['root (0:0) /root /bin/bash'],
  'sudo rules': ['%sudo: ALL'],
  packages: ['openssl 3.0.15-1'],
};

test('a host is compared with its first look, and then with the one that was accepted', async () => {
  const { store } = open;
  const id = await watched('web-1');
  assert.match((await look(id)).summary, /web-1 never told/);
  await tell('web-1', state);
  assert.deepEqual([(await look(id)).level, (await look(id)).summary], ['ok', 'As accepted']);
  const eve = 'eve (0:0) /root /bin/bash';
  await tell('web-1', {
    ...state,
    users: [...(state.users ?? []), eve],
    packages: ['openssl 3.0.17-1'],
  });
  const drifted = await look(id);
  assert.equal(drifted.level, 'critical');
  assert.equal(
    drifted.summary,
    `users: new ${eve}; packages: new openssl 3.0.17-1, gone openssl 3.0.15-1`,
  );
  const { checked_at: checkedAt } = await stored(id);
  const early = await acceptLook(store, ada, id, new Date(0));
  assert.ok(early?.ok === false && early.isConflict === true);
  assert.deepEqual(await acceptLook(store, ada, id, checkedAt!), { ok: true, id });
  assert.equal((await stored(id)).state, 'ok', 'at once');
  const { rows } = await sql<{ details: { changes: string } }>`
    select details from audit where act = 'accept look'`.execute(store);
  assert.match(rows[0]?.details.changes ?? '', /^users: new eve/);
  const news = await sql<{ cause: string }>`delete from outbox returning cause`.execute(store);
  assert.deepEqual(
    news.rows.map(({ cause }) => cause),
    ['opened', 'resolved', 'opened', 'resolved'],
  );
  assert.equal((await look(id)).level, 'ok');
  await tell('web-1', state);
  assert.match((await look(id)).summary, /^users: gone eve/, 'what was accepted is the measure');
});

test('new versions of packages alone wake nobody, or are left out', async () => {
  const [told, untold] = [
    await watched('web-2'),
    await watched('web-2', { packages: 'leave out' }),
  ];
  await tell('web-2', state);
  await Promise.all([look(told), look(untold)]);
  await tell('web-2', { ...state, packages: ['openssl 3.0.17-1'] });
  assert.equal((await look(told)).level, 'warning');
  assert.equal((await look(untold)).level, 'ok');
});

test('what was not seen whole is not compared', async () => {
  const id = await watched('web-3');
  await tell('web-3', state);
  await look(id);
  const { 'sudo rules': _, ...asUser } = state;
  await tell('web-3', asUser);
  assert.equal((await look(id)).level, 'ok');
});

test('a host that falls silent is told', async () => {
  const id = await watched('web-4', { hours: '2' });
  await tell('web-4', state);
  assert.equal((await look(id)).level, 'ok');
  await sql`update host_states set received_at = now() - interval '121 minutes' where host = 'web-4'`.execute(
    open.store,
  );
  assert.match((await look(id)).summary, /has not told for more than 2 hours/);
});

test('an older report changes nothing, and of many hosts the one silent longest goes', async () => {
  await tell('web-5', state);
  minutes -= 10;
  await tell('web-5', {});
  minutes += 10;
  const kept = await open.store
    .selectFrom('host_states')
    .select('state')
    .where('host', '=', 'web-5')
    .executeTakeFirst();
  assert.deepEqual(kept?.state, state);
  await sql`
    insert into host_states (app_id, environment, host, received_at, state)
    select ${scope.appId}, 'other', 'many-' || n, now() - make_interval(days => n), '{}'
    from generate_series(1, 600) n`.execute(open.store);
  await tell('web-5', state);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from host_states where app_id = ${scope.appId}`.execute(open.store);
  assert.equal(rows[0]?.n, 500);
});
