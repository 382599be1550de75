import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { fanOut } from '../alerts/fan-out.ts';
import { addChannel } from '../alerts/channels.ts';
import { defaultRules } from '../alerts/rules.ts';
import { decisionsFor } from '../decisions/decisions.ts';
import { Gazetteer } from '../gazetteer/gazetteer.ts';
import { caseScope } from '../ingest/case-finding.ts';
import { rollUp } from '../jobs/rollup.ts';
import { caseServers, temporaryDirectory } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { Vault } from '../vault/vault.ts';
import { loadDemo } from './load-demo.ts';
import { removeDemo } from './remove-demo.ts';
import { ada } from '../people/case-ada.ts';

let open: OpenStore;
let partitions: Partitions;
before(async () => {
  open = await caseServers[0]!.open();
  partitions = new Partitions(open.store);
});
after(() => open?.close());

/** Rows of every table but the audit log, which keeps that the demo was here. */
async function counts(): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = current_schema()::regnamespace and relname <> 'audit'`.execute(open.store);
  const found: Record<string, number> = {};
  for (const { name } of rows) {
    const { rows: count } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)}`.execute(open.store);
    found[name] = count[0]?.count ?? 0;
  }
  return found;
}

test('the demo fills the console, tells nobody, decides nothing for other apps, and goes without a trace', async () => {
  const { store } = open;
  const alerts = {
    store,
    vault: new Vault(temporaryDirectory()),
    publicUrl: new URL('http://127.0.0.1'),
    innerNetworks: [],
    gazetteer: new Gazetteer(),
  };
  const settings = { url: 'https://hooks.example.com/x', secret: 'a secret of sixteen characters' };
  const channel = {
    name: 'hook',
    kind: 'webhook',
    settings,
    rules: { ...defaultRules, minSeverity: 'low' } as const,
  };
  const added = await addChannel(alerts, ada, channel);
  assert.ok(added.ok, JSON.stringify(added));
  const other = await caseScope(store);
  const policy = await decisionsFor(store, other.appId, undefined);
  const before = await counts();

  const id = await loadDemo(store, partitions, ada);
  assert.ok(id !== undefined);
  assert.equal(await loadDemo(store, partitions, ada), undefined, 'there is one already');
  const loaded = await counts();
  assert.equal(loaded['events'], (before['events'] ?? 0) + 1_500);
  for (const table of ['incidents', 'attackers', 'instances', 'decisions', 'apps', 'outbox']) {
    assert.ok((loaded[table] ?? 0) > (before[table] ?? 0), table);
  }
  assert.ok((await fanOut(alerts)) > 0, 'news of it was queued');
  await rollUp(store);
  const { deliveries } = await counts();
  assert.equal(deliveries, 0, 'and told nobody');
  assert.deepEqual(await decisionsFor(store, other.appId, undefined), policy);

  assert.equal(await removeDemo(store, ada), true);
  assert.deepEqual(await counts(), before);
  assert.equal(await removeDemo(store, ada), false);
  const { rows } = await sql<{ act: string }>`
    select act from audit where act like '%demo data' order by id`.execute(store);
  assert.deepEqual(
    rows.map(({ act }) => act),
    ['load demo data', 'remove demo data'],
  );
  assert.ok((await loadDemo(store, partitions, ada)) !== undefined, 'and may come again');
});
