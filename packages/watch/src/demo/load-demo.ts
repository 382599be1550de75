import { type Heartbeat, sinkKindFacts } from '@castellan/core';
import { eventRow } from '../ingest/event-row.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { IngestScope } from '../people/tokens.ts';
import { newId } from '../store/new-id.ts';
import type { Partitions } from '../store/partitions.ts';
import type { Store } from '../store/schema.ts';
import { demoAttacks } from './demo-attacks.ts';
import { type DemoPlan, demoFindings, type DemoUser } from './demo-findings.ts';

export const demoAppName = 'Demo shop';

const environment = 'production';
const instances = ['demo-shop-1', 'demo-shop-2', 'demo-shop-3'] as const;
const users: readonly DemoUser[] = [
  { id: '1042', name: 'Mara' },
  { id: '2210', name: 'Jonas' },
  { id: '87', name: 'Priya' },
];
const events = 1_500;
const rowsAtOnce = 500;
const minuteMs = 60_000;
const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/**
 * Makes an app up with a week of attacks, through the code that takes deliveries in. The same each
 * time, but for the dates. `undefined` when there is one already, or an app of its name.
 */
export async function loadDemo(
  store: Store,
  partitions: Partitions,
  asker: Principal,
  now: Date = new Date(),
): Promise<string | undefined> {
  const id = await addDemoApp(store, asker);
  if (id === undefined) return undefined;
  const scope: IngestScope = { tokenId: newId(), appId: id, app: demoAppName, environment };
  const from = new Date(now.getTime() - weekMs);
  const plan: DemoPlan = {
    seed: 1,
    events,
    from,
    to: now,
    app: demoAppName,
    environment,
    instances,
    users,
  };
  const rows = [...demoFindings(plan)].flat().map((finding) => eventRow(finding, scope, now));
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce);
    await storeDelivery(store, partitions, scope, { rows: some, heartbeats: [] });
  }
  const heartbeats = instances.map((instance) => heartbeatOf(instance, now));
  await storeDelivery(store, partitions, scope, { rows: [], heartbeats });
  await decideAndClose(store, id, now);
  return id;
}

async function addDemoApp(store: Store, asker: Principal): Promise<string | undefined> {
  return store.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('apps')
      .values({ id: newId(), name: demoAppName, is_demo: true })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added !== undefined) await record(transaction, asker, 'load demo data', demoAppName);
    return added?.id;
  });
}

/** The made-up team has blocked its busiest attackers, and closed what is older than three days. */
async function decideAndClose(store: Store, appId: string, now: Date): Promise<void> {
  const busiest = await store
    .selectFrom('attackers')
    .select('address')
    .where('app_id', '=', appId)
    .orderBy('events', 'desc')
    .limit(3)
    .execute();
  await store
    .insertInto('decisions')
    .values(
      busiest.map(({ address }, index) => ({
        id: newId(),
        // For the made-up app alone: no other one is ever told.
        app_id: appId,
        action: 'block',
        actor_kind: 'address',
        actor_value: address,
        reason: 'Attacks again and again (demo data)',
        includes_critical: false,
        created_by: 'Demo',
        created_at: new Date(now.getTime() - (index + 1) * 90 * minuteMs),
        ends_at: new Date(now.getTime() + (index + 1) * dayMs),
      })),
    )
    .execute();
  await store
    .updateTable('incidents')
    .set({ status: 'closed' })
    .where('app_id', '=', appId)
    .where('last_seen', '<', new Date(now.getTime() - 3 * dayMs))
    .execute();
}

function heartbeatOf(instance: string, now: Date): Heartbeat {
  const libraries = new Map(demoAttacks.map(({ sink }) => [sink.library, sink.kind]));
  return {
    version: 1,
    time: now.toISOString(),
    app: demoAppName,
    environment,
    instance,
    nodeVersion: '24.11.0',
    guardVersion: '0.1.0',
    coverage: [...libraries].map(([library, kind]) => ({
      library,
      version: library.startsWith('node:') ? '24.11.0' : '1.0.0',
      status: sinkKindFacts[kind].detections.length > 0 ? 'protected' : 'not-loaded',
      layer: library.startsWith('node:') ? 'builtin' : 'package',
    })),
    counters: {
      faults: 0,
      inspections: 184_213,
      blocks: 412,
      turnedAway: 96,
      truncated: 0,
      lost: 0,
    },
  };
}
