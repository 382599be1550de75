import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { listInstances } from '../apps/apps.ts';
import { caseScope } from '../ingest/case-finding.ts';
import { monitor } from '../monitors/kinds/heartbeat.ts';
import { everyApp } from '../people/app-scope.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { listEnvironments } from '../inventory/list-environments.ts';
import { takeBackTimesToCome } from './times-to-come.ts';

let open: OpenStore;
let scope: IngestScope;
before(async () => {
  open = await caseServers[0]!.open();
  scope = await caseScope(open.store);
});
after(() => open?.close());

/** A process that was heard of so many seconds from now. */
async function seen(instance: string, inSeconds: number, nodeVersion: string): Promise<void> {
  await sql`
    insert into instances (app_id, environment, instance, first_seen, seen_at, node_version, guard_version, coverage, counters)
    values (${scope.appId}, 'production', ${instance}, now() + make_interval(secs => ${inSeconds}),
      now() + make_interval(secs => ${inSeconds}), ${nodeVersion}, '1.0.0', '[]', '{}')`.execute(
    open.store,
  );
}

/** As if so many seconds had passed. */
const pass = (seconds: number): Promise<unknown> =>
  sql`update instances set seen_at = seen_at - make_interval(secs => ${seconds})`.execute(
    open.store,
  );

test('a process that ended while the clock was ahead does not live for hours, nor stand for those that do', async () => {
  await seen('ended while ahead', 5 * 3_600, '22.0.0');
  await seen('a little ahead', 30, '24.0.0');
  await takeBackTimesToCome(open.store);
  const instances = await listInstances(open.store, everyApp, scope.appId);
  const ahead = instances.map(
    ({ instance, seen_at }) => [instance, +seen_at - Date.now()] as const,
  );
  for (const [instance, ms] of ahead) assert.ok(ms < 60_000, `${instance}: ${ms} ms ahead`);

  await pass(120);
  await seen('lives', 0, '24.1.0');
  await takeBackTimesToCome(open.store);
  const [environment] = await listEnvironments(open.store, {});
  assert.equal(environment?.live, 1);
  assert.deepEqual(environment.node_versions, ['24.1.0']);

  await pass(600);
  const context = { store: open.store, now: new Date() } as Parameters<typeof monitor.look>[1];
  const settings = { app: scope.appId, environment: 'production', minutes: 5 };
  assert.equal((await monitor.look(settings as never, context, undefined)).level, 'critical');
});
