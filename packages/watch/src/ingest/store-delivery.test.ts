import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '@castellan/core';
import fc from 'fast-check';
import { sql } from 'kysely';
import { listIncidents } from '../incidents/list-incidents.ts';
import { listEvents } from '../events/list-events.ts';
import { rollUp } from '../jobs/rollup.ts';
import { eventsPerHour } from '../overview/overview.ts';
import { everyApp } from '../people/app-scope.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { dayOf, Partitions } from '../store/partitions.ts';
import type { Store } from '../store/schema.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from './case-finding.ts';
import { storeDelivery, type Stored } from './store-delivery.ts';

const minuteMs = 60_000;
const at = (minutes: number): string => new Date(Date.now() + minutes * minuteMs).toISOString();

for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    let store: Store;
    let partitions: Partitions;
    before(async () => {
      open = await server.open();
      ({ store } = open);
      partitions = new Partitions(store);
    });
    after(() => open?.close());

    const deliver = (scope: IngestScope, findings: readonly Finding[]): Promise<Stored> =>
      storeDelivery(store, partitions, scope, { rows: caseRows(scope, findings), heartbeats: [] });
    const incidentsOf = async ({ appId }: IngestScope): Promise<(readonly [number, string])[]> => {
      const { items } = await listIncidents(store, everyApp, { appId }, 200);
      return items.map(({ events, status }) => [events, status] as const);
    };
    const eventsOf = async ({ appId }: IngestScope): Promise<readonly string[]> =>
      (await listEvents(store, everyApp, { appId }, 200)).items.map(({ id }) => id);

    test('what is sent twice is stored once, and says so', async () => {
      const scope = await caseScope(store);
      const findings = [caseFinding(), caseFinding(), caseFinding()];
      assert.deepEqual(await deliver(scope, findings), { accepted: 3, duplicates: 0 });
      assert.deepEqual(await deliver(scope, findings), { accepted: 0, duplicates: 3 });
      const more = [findings[0]!, caseFinding(), findings[0]!];
      assert.deepEqual(await deliver(scope, more), { accepted: 1, duplicates: 2 });
      assert.deepEqual(await incidentsOf(scope), [[4, 'open']]);
    });

    test('the same delivery by ten at once is stored once, in one incident', async () => {
      const scope = await caseScope(store);
      const findings = Array.from({ length: 20 }, () => caseFinding());
      const stored = await Promise.all(Array.from({ length: 10 }, () => deliver(scope, findings)));
      assert.equal(
        stored.reduce((sum, { accepted }) => sum + accepted, 0),
        20,
      );
      assert.deepEqual(await incidentsOf(scope), [[20, 'open']]);
    });

    test('app and environment are those of the token, whatever the finding says', async () => {
      const scope = await caseScope(store);
      await deliver(scope, [caseFinding({ app: 'bank', environment: 'production' })]);
      const { items } = await listEvents(store, everyApp, { appId: scope.appId }, 1);
      assert.equal(items[0]?.finding.app, scope.app);
      assert.equal(items[0].finding.environment, 'test');
    });

    test('one incident per detection, route and actor; a new one after half an hour of quiet', async () => {
      const scope = await caseScope(store);
      await deliver(scope, [
        caseFinding({ time: at(-100) }),
        caseFinding({ time: at(-71) }),
        caseFinding({ time: at(-40) }),
        caseFinding({ time: at(-40), detection: 'ssrf' }),
        caseFinding({ time: at(-40), request: caseRequest('203.0.113.8') }),
        caseFinding({ time: at(-40), request: caseRequest('203.0.113.7', '/orders') }),
        caseFinding({ time: at(-40), request: caseRequest('::ffff:203.0.113.7') }),
      ]);
      const counts = (await incidentsOf(scope)).map(([events]) => events).toSorted((a, b) => a - b);
      assert.deepEqual(counts, [1, 1, 1, 2, 2]);
    });

    test('the quiet time is pinned on both sides', async () => {
      const scope = await caseScope(store);
      const base = Date.now() - 5 * 3_600_000;
      const finding = (ms: number, route: string): Finding =>
        caseFinding({
          time: new Date(base + ms).toISOString(),
          request: caseRequest('203.0.113.7', route),
        });
      await deliver(scope, [finding(0, '/a'), finding(0, '/b')]);
      await deliver(scope, [finding(1_800_000, '/a'), finding(1_800_001, '/b')]);
      assert.deepEqual(
        (await incidentsOf(scope)).map(([events]) => events).toSorted((a, b) => a - b),
        [1, 1, 2],
      );
    });

    test('what a spool brings late joins the incident of its time', async () => {
      const scope = await caseScope(store);
      await deliver(scope, [caseFinding({ time: at(-120) }), caseFinding({ time: at(0) })]);
      await deliver(scope, [caseFinding({ time: at(-110) }), caseFinding({ time: at(-130) })]);
      assert.deepEqual(
        (await incidentsOf(scope)).map(([events]) => events),
        [1, 3],
      );
    });

    test('an incident that was closed opens again when its attack is back', async () => {
      const scope = await caseScope(store);
      await deliver(scope, [caseFinding()]);
      await store
        .updateTable('incidents')
        .set({ status: 'closed' })
        .where('app_id', '=', scope.appId)
        .execute();
      await deliver(scope, [caseFinding()]);
      assert.deepEqual(await incidentsOf(scope), [[2, 'open']]);
    });

    test('a sender whose clock is years off is stored at the time of arrival, once', async () => {
      const scope = await caseScope(store);
      const findings = ['1999-01-01T00:00:00Z', '2099-01-01T00:00:00Z'].map((time) =>
        caseFinding({ time }),
      );
      assert.equal((await deliver(scope, findings)).accepted, 2);
      assert.deepEqual(await deliver(scope, findings), { accepted: 0, duplicates: 2 });
      const { items } = await listEvents(store, everyApp, { appId: scope.appId }, 10);
      assert.ok(items.every((item) => Math.abs(item.at.getTime() - Date.now()) < minuteMs));
      assert.deepEqual(
        new Set(items.map(({ finding }) => finding.time)),
        new Set(findings.map(({ time }) => time)),
      );
    });

    test('no text that an attacker may choose has a delivery refused', async () => {
      const scope = await caseScope(store);
      const hostile = [
        '\0',
        '\ud800',
        '\udfff\ud800',
        '\\u0000',
        '\\ud800',
        '\u202e',
        "'; drop table events; --",
      ];
      const findings = hostile.map((text) =>
        caseFinding({
          detection: text,
          instance: text,
          reason: text,
          request: {
            id: text,
            method: text,
            route: text,
            path: text,
            address: text,
            userAgent: text,
          },
          input: { path: text, excerpt: text, transformations: [] },
          location: { file: text, line: 1, column: 1, sourceMapped: false },
        }),
      );
      assert.equal((await deliver(scope, findings)).accepted, hostile.length);
      assert.equal((await eventsOf(scope)).length, hostile.length);
    });

    test('a day that another server took away is made again', async () => {
      const scope = await caseScope(store);
      const time = Date.now() - 200 * 24 * 3_600_000;
      await partitions.ensure([time]);
      await new Partitions(store).dropIfEmpty(dayOf(time));
      const finding = caseFinding({ time: new Date(time).toISOString() });
      assert.equal((await deliver(scope, [finding])).accepted, 1);
    });

    test('however findings are cut into deliveries and repeated, every count is right', async () => {
      const deliveries = fc.array(fc.array(fc.nat(19), { minLength: 1, maxLength: 8 }), {
        minLength: 1,
        maxLength: 8,
      });
      await fc.assert(
        fc.asyncProperty(
          deliveries,
          fc.array(fc.nat(9), { minLength: 20, maxLength: 20 }),
          async (plan, hours) => {
            const scope = await caseScope(store);
            const findings = hours.map((hour, index) =>
              caseFinding({
                time: at(-60 * hour),
                count: (index % 3) + 1,
                disposition: index % 2 === 0 ? 'blocked' : 'logged',
                request: caseRequest(`203.0.113.${index % 4}`),
              }),
            );
            const sent = new Set(plan.flat());
            await Promise.all(
              plan.map((indexes) =>
                deliver(
                  scope,
                  indexes.map((index) => findings[index]!),
                ),
              ),
            );
            await rollUp(store);
            const expected = [...sent].reduce((sum, index) => sum + findings[index]!.count, 0);
            assert.deepEqual(
              new Set(await eventsOf(scope)),
              new Set([...sent].map((index) => findings[index]!.id)),
            );
            for (const table of ['incidents', 'attackers', 'event_hours']) {
              const { rows } = await sql<{ events: number }>`
              select coalesce(sum(events), 0)::float8 as events from ${sql.table(table)} where app_id = ${scope.appId}`.execute(
                store,
              );
              assert.equal(rows[0]?.events, expected, table);
            }
          },
        ),
        { numRuns: 15 },
      );
    });

    test('what was stored is counted at once, before the rollup and after it alike', async () => {
      const scope = await caseScope(store);
      const perHour = async (): Promise<(readonly [number, number])[]> =>
        (await eventsPerHour(store, everyApp, new Date(Date.now() - 7_200_000), scope.appId)).map(
          ({ blocked, logged }) => [blocked, logged] as const,
        );
      const time = new Date().toISOString();
      await deliver(scope, [caseFinding({ time }), caseFinding({ time, count: 3 })]);
      assert.deepEqual(await perHour(), [[4, 0]]);
      await rollUp(store);
      assert.deepEqual(await perHour(), [[4, 0]]);
      await deliver(scope, [caseFinding({ time, disposition: 'logged' })]);
      assert.deepEqual(await perHour(), [[4, 1]]);
    });

    test('a delivery that fails in the middle leaves nothing behind', async () => {
      const scope = await caseScope(store);
      const rows = caseRows(scope, [caseFinding(), caseFinding({ id: randomUUID() })]);
      const broken = [rows[0]!, { ...rows[1]!, json: 'not JSON' }];
      await assert.rejects(
        storeDelivery(store, partitions, scope, { rows: broken, heartbeats: [] }),
      );
      assert.deepEqual(await incidentsOf(scope), []);
      assert.deepEqual(await eventsOf(scope), []);
    });
  });
}
