import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { caseScope } from '../ingest/case-finding.ts';
import { caseChannel, takeNews } from '../outbox/case-channel.ts';
import { everyApp } from '../people/app-scope.ts';
import { appsWithoutDrill } from '../overview/overview.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { remindOfDrills } from './remind-of-drills.ts';

let open: OpenStore;
let appId: string;
let app: string;
before(async () => {
  open = await caseServers[0]!.open();
  ({ appId, app } = await caseScope(open.store, 'shop'));
});
after(() => open?.close());

const addedAgo = (days: number): Promise<unknown> =>
  sql`update apps set created_at = now() - make_interval(days => ${days})`.execute(open.store);

const drilledAgo = (days: number): Promise<unknown> =>
  sql`insert into drills (id, app_id, way, started_by, started_at, gives_up_at, ended_at, outcome)
    values (${randomUUID()}, ${appId}, 'event', 'Ada', now() - make_interval(days => ${days}),
      now(), now() - make_interval(days => ${days}), 'arrived')`.execute(open.store);

/** The last reminder was so long ago. */
const toldAgo = (days: number): Promise<unknown> =>
  sql`update apps set told_drill_at = now() - make_interval(days => ${days})`.execute(open.store);

const seen = (): Promise<unknown> =>
  sql`insert into instances (app_id, environment, instance, first_seen, seen_at, node_version, guard_version, coverage, counters)
    values (${appId}, 'production', 'one', now(), now(), '24.1.0', '1.0.0', '[]', '{}')`.execute(
    open.store,
  );

async function told(): Promise<readonly string[]> {
  // As of two servers, at once.
  await Promise.all([remindOfDrills(open.store), remindOfDrills(open.store)]);
  return takeNews(open.store);
}

test('that a drill is due is told once, when there is somebody to tell, and again for the next one', async () => {
  await addedAgo(91);
  await caseChannel(open.store);
  assert.deepEqual(await told(), [], 'nobody guards it');
  await seen();
  await sql`update channels set is_paused = true`.execute(open.store);
  assert.deepEqual(await told(), [], 'nobody to tell');
  await sql`update channels set is_paused = false`.execute(open.store);
  await addedAgo(89);
  assert.deepEqual(await told(), [], 'it is new');
  await addedAgo(91);
  assert.deepEqual(await told(), [`drill of ${app}`]);
  assert.deepEqual(await told(), []);
  assert.deepEqual(
    (await appsWithoutDrill(open.store, everyApp)).map(({ name }) => name),
    [app],
    'it stays on the overview',
  );

  await drilledAgo(0);
  assert.deepEqual(await told(), []);
  assert.deepEqual(await appsWithoutDrill(open.store, everyApp), []);
  // A drill of 91 days ago, which was run two days after the reminder of the one before.
  await sql`delete from drills`.execute(open.store);
  await addedAgo(400);
  await drilledAgo(91);
  await toldAgo(93);
  assert.deepEqual(await told(), [`drill of ${app}`]);
  assert.deepEqual(await told(), []);
});

test('nobody is reminded of what is made up', async () => {
  await sql`update apps set is_demo = true, told_drill_at = null`.execute(open.store);
  assert.deepEqual(await told(), []);
});
