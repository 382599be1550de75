import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drillMark, type Finding } from '@castellan/core';
import { startDrill } from '../drills/start-drill.ts';
import { ada } from '../people/case-ada.ts';
import type { IngestScope } from '../people/tokens.ts';
import { addPlaybook } from '../playbooks/playbooks.ts';
import { readyPlaybooks } from '../playbooks/ready.ts';
import { runPlaybooks } from '../playbooks/run-playbooks.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { reckonRisk } from '../users/reckon-risk.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from './case-finding.ts';
import { storeDelivery } from './store-delivery.ts';

const address = '203.0.113.7';
let open: OpenStore;
let partitions: Partitions;
let scope: IngestScope;
before(async () => {
  open = await caseServers[0]!.open();
  partitions = new Partitions(open.store);
  scope = await caseScope(open.store);
  const rule = { ...readyPlaybooks[0]!.rule, apps: [scope.appId], threshold: 1 };
  const added = await addPlaybook(open.store, ada, { name: 'at once', rule, isOn: true });
  assert.ok(added.ok);
});
after(() => open?.close());

async function deliver(part: Partial<Finding>, user?: string): Promise<void> {
  const request = { ...caseRequest(address), ...(user !== undefined && { user: { id: user } }) };
  const rows = caseRows(scope, [caseFinding({ request, ...part })]);
  await storeDelivery(open.store, partitions, scope, { rows, heartbeats: [] });
  await runPlaybooks(open.store);
  await reckonRisk(open.store);
}

/** How much of each kind there is that only attacks lead to. */
async function led(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    'incidents',
    'decisions',
    'playbook_firings',
    'users',
    'user_signals',
    'attackers',
    'campaigns',
  ] as const) {
    const rows = await open.store.selectFrom(table).selectAll().execute();
    if (rows.length > 0) counts[table] = rows.length;
  }
  return counts;
}

test('a drill fires no playbook, decides nothing and is held against nobody; an attack like it does all of that', async () => {
  const started = await startDrill({ store: open.store, partitions }, ada, {
    app: scope.appId,
    way: 'event',
    waitSeconds: 60,
  });
  assert.ok(started?.ok);
  const drill = drillMark(started.id, Math.floor(Date.now() / 1_000) + 60);
  await deliver({ drill }, 'ann');
  const incidents = (await led())['incidents'];
  assert.deepEqual(await led(), { incidents });

  // Who comes from where a drill came from shares no address with an attacker.
  await deliver({ outcome: 'weakness', severity: 'low' }, 'ben');
  const signals = await open.store.selectFrom('user_signals').select(['user_id', 'kind']).execute();
  assert.ok(!signals.some(({ kind }) => kind === 'attacker-address'), JSON.stringify(signals));

  await deliver({}, 'cy');
  const { decisions, playbook_firings: firings, users, attackers } = await led();
  assert.deepEqual([decisions, firings, users, attackers], [1, 1, 2, 1]);
});
