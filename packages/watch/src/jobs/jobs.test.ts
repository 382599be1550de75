import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { setRetention } from '../apps/apps.ts';
import { listEvents } from '../events/list-events.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { everyApp } from '../people/app-scope.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import { connect, maxConnections } from '../store/connection.ts';
import type { OpenStore } from '../store/open-store.ts';
import { dayOf, Partitions } from '../store/partitions.ts';
import { JobRunner } from './job-runner.ts';
import { retain } from './retention.ts';
import { rollUp } from './rollup.ts';
import { ada } from '../people/case-ada.ts';

const dayMs = 86_400_000;
let open: OpenStore;
let partitions: Partitions;
before(async () => {
  open = await caseServers[0]!.open();
  partitions = new Partitions(open.store);
});
after(() => open?.close());

/** Stores so many findings of so many days ago. */
async function fill(scope: IngestScope, daysAgo: number, count: number): Promise<void> {
  const time = new Date(Date.now() - daysAgo * dayMs).toISOString();
  const findings = Array.from({ length: count }, (_, index) =>
    caseFinding({ time, request: caseRequest(`198.51.100.${index}`) }),
  );
  await storeDelivery(open.store, partitions, scope, {
    rows: caseRows(scope, findings),
    heartbeats: [],
  });
}

async function daysLeft({ appId }: IngestScope): Promise<number[]> {
  const { items } = await listEvents(open.store, everyApp, { appId }, 200);
  const days = items.map(({ at }) => Math.round((dayOf(Date.now()) - dayOf(at)) / dayMs));
  return [...new Set(days)].toSorted((a, b) => a - b);
}

test('the rollup counts everything once, also when many run at once', async () => {
  const scope = await caseScope(open.store);
  await fill(scope, 1, 30);
  const taken = await Promise.all(Array.from({ length: 5 }, () => rollUp(open.store)));
  await rollUp(open.store);
  assert.ok(taken.reduce((sum, one) => sum + one) >= 1);
  const { rows } = await sql<{ events: number; stored: number }>`
    select (select sum(events)::int from event_hours where app_id = ${scope.appId}) as events,
      (select sum(stored)::int from event_days where app_id = ${scope.appId}) as stored`.execute(
    open.store,
  );
  assert.deepEqual(rows, [{ events: 30, stored: 30 }]);
});

test('events past an app’s age go, whole days; those of others, and the counts, stay', async () => {
  const [short, long] = [await caseScope(open.store), await caseScope(open.store)];
  await setRetention(open.store, ada, short.appId, { retentionDays: 5 });
  for (const scope of [short, long]) for (const days of [0, 5, 6, 40]) await fill(scope, days, 2);
  await retain(open.store, partitions);
  assert.deepEqual(await daysLeft(short), [0, 5]);
  assert.deepEqual(await daysLeft(long), [0, 5, 6, 40]);
  const { rows } = await sql<{ events: number }>`
    select sum(events)::int as events from event_hours where app_id = ${short.appId}`.execute(
    open.store,
  );
  assert.equal(rows[0]?.events, 8);
});

test('events past an app’s size go, oldest first, never today’s; a noisy app evicts nobody else', async () => {
  const [noisy, quiet] = [await caseScope(open.store), await caseScope(open.store)];
  for (const scope of [noisy, quiet]) for (const days of [0, 1, 2]) await fill(scope, days, 20);
  await open.store
    .updateTable('apps')
    .set({ max_bytes: 50_000 })
    .where('id', '=', noisy.appId)
    .execute();
  await retain(open.store, partitions);
  assert.deepEqual(await daysLeft(noisy), [0, 1]);
  await open.store
    .updateTable('apps')
    .set({ max_bytes: 1 })
    .where('id', '=', noisy.appId)
    .execute();
  await retain(open.store, partitions);
  assert.deepEqual(await daysLeft(noisy), [0]);
  assert.deepEqual(await daysLeft(quiet), [0, 1, 2]);
  const told = await open.store
    .selectFrom('audit')
    .select(['subject', 'details'])
    .where('act', '=', 'delete events')
    .where('subject', '=', noisy.app)
    .execute();
  assert.deepEqual(
    told.map(({ details }) => details['reason']),
    ['size', 'size'],
  );
});

test('a day in which nothing is left is given back to the disk', async () => {
  const scope = await caseScope(open.store);
  await fill(scope, 70, 1);
  const day = dayOf(Date.now() - 70 * dayMs);
  assert.ok((await partitions.days()).includes(day));
  await setRetention(open.store, ada, scope.appId, { retentionDays: 10 });
  await retain(open.store, partitions);
  assert.ok(!(await partitions.days()).includes(day));
});

test('of two servers one runs a job at a time', async () => {
  const other = connect(open.connection);
  try {
    let running = 0;
    let most = 0;
    const job = {
      name: 'test',
      everySeconds: 1,
      async run(): Promise<void> {
        running += 1;
        most = Math.max(most, running);
        await sql`select pg_sleep(0.2)`.execute(open.store);
        running -= 1;
      },
    };
    const fail = (error: unknown): never => {
      throw error;
    };
    const runners = [open.store, other].map((store) => new JobRunner(store, [job], fail));
    const ran = await Promise.all(runners.map((runner) => runner.runOnce(job)));
    assert.equal(ran.filter(Boolean).length, 1);
    assert.equal(await runners[1]!.runOnce(job), true, 'the lock is given back');
    assert.equal(most, 1);
  } finally {
    await other.destroy();
  }
});

test('more jobs than there are connections all get to run, and none starves another', async () => {
  const errors: unknown[] = [];
  const ran = new Set<string>();
  let running = 0;
  let most = 0;
  const many = Array.from({ length: 3 * maxConnections }, (_, index) => ({
    name: `crowd ${index}`,
    everySeconds: 0.05,
    run: async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await sql`select pg_sleep(0.05)`.execute(open.store);
      running -= 1;
      ran.add(`crowd ${index}`);
    },
  }));
  const runner = new JobRunner(open.store, many, (error) => errors.push(error));
  runner.start();
  while (ran.size < many.length && errors.length === 0) await pause(20);
  await runner.stop();
  assert.deepEqual(errors, []);
  assert.ok(most > 1 && most < maxConnections, `${most} at once`);
  assert.equal(running, 0, 'it ends when all of them have');
});
