import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { fanOut } from '../alerts/fan-out.ts';
import { addChannel } from '../alerts/channels.ts';
import { defaultRules } from '../alerts/rules.ts';
import { decide, decisionsFor } from '../decisions/decisions.ts';
import { Gazetteer } from '../gazetteer/gazetteer.ts';
import { caseScope } from '../ingest/case-finding.ts';
import { listIncidents } from '../incidents/list-incidents.ts';
import { mergeIncidents } from '../incidents/merge-incidents.ts';
import { rollUp } from '../jobs/rollup.ts';
import { everyApp } from '../people/app-scope.ts';
import { addPerson } from '../people/people.ts';
import { listPlaybooks } from '../playbooks/playbooks.ts';
import { runPlaybooks } from '../playbooks/run-playbooks.ts';
import { caseServers, temporaryDirectory } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { reckonRisk } from '../users/reckon-risk.ts';
import { Vault } from '../vault/vault.ts';
import { changeWork } from '../work/change-work.ts';
import { takeUpIncident } from '../work/incident-work.ts';
import { watchForReplay } from '../work/replays.ts';
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

/** Every row of every table but the audit log, which keeps that the demo was here, and the number of the policy. */
async function everything(): Promise<Record<string, readonly string[]>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = current_schema()::regnamespace and relname not in ('audit', 'policy')`.execute(
    open.store,
  );
  const found: Record<string, readonly string[]> = {};
  for (const { name } of rows) {
    const { rows: texts } = await sql<{ text: string }>`
      select t::text as text from ${sql.table(name)} t order by 1`.execute(open.store);
    found[name] = texts.map(({ text }) => text);
  }
  return found;
}

/** What people and jobs make of it while it is there: users, work, decisions, merged incidents. */
async function workWith(app: string, person: string): Promise<void> {
  const { store } = open;
  const asker = { ...ada, id: person };
  await reckonRisk(store);
  await runPlaybooks(store);
  const { items } = await listIncidents(store, everyApp, { appId: app }, 200);
  const work = (await takeUpIncident(store, asker, items[0]!.id)) ?? '';
  await changeWork(store, asker, work, { assigneeId: person, comment: 'mine' });
  assert.ok((await watchForReplay(store, asker, work))?.ok);
  assert.ok((await mergeIncidents(store, asker, items[1]!.id, [items[2]!.id]))?.ok);
  await decide(store, asker, {
    appId: app,
    action: 'step-up',
    actor: { kind: 'user', value: '1042' },
    reason: 'odd',
    end: new Date(Date.now() + 60_000),
    includesCritical: false,
  });
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
  const person = await addPerson(store, {
    email: 'ada@example.com',
    name: 'Ada',
    password: 'correct horse battery',
    role: 'owner',
  });
  assert.ok(person !== undefined);
  // The ready ones are stored at first sight.
  await listPlaybooks(store);
  const before = await everything();

  const id = await loadDemo(store, partitions, ada);
  assert.ok(id !== undefined);
  assert.equal(await loadDemo(store, partitions, ada), undefined, 'there is one already');
  assert.deepEqual(await decisionsFor(store, other.appId, undefined), policy);
  await workWith(id, person);
  const loaded = await everything();
  const rowsOf = (found: Record<string, readonly string[]>, table: string): number =>
    found[table]?.length ?? 0;
  assert.equal(rowsOf(loaded, 'events'), rowsOf(before, 'events') + 1_500);
  const filled = ['incidents', 'attackers', 'instances', 'decisions', 'apps', 'outbox'];
  for (const table of [...filled, 'users', 'user_risk_rises', 'work_items', 'replays']) {
    assert.ok(rowsOf(loaded, table) > rowsOf(before, table), table);
  }
  assert.ok((await fanOut(alerts)) > 0, 'news of it was queued');
  await rollUp(store);
  assert.deepEqual((await everything())['deliveries'], [], 'and told nobody');

  assert.equal(await removeDemo(store, ada), true);
  assert.deepEqual(await everything(), before, 'nothing of it is left');
  assert.equal(await removeDemo(store, ada), false);
  const { rows } = await sql<{ act: string }>`
    select act from audit where act like '%demo data' order by id`.execute(store);
  assert.deepEqual(
    rows.map(({ act }) => act),
    ['load demo data', 'remove demo data'],
  );
  assert.ok((await loadDemo(store, partitions, ada)) !== undefined, 'and may come again');
});
