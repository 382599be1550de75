import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type Heartbeat, type Inventory, parseNetwork } from '@castellan/core';
import { sql } from 'kysely';
import { caseScope } from '../ingest/case-finding.ts';
import { storeDelivery, type Stored } from '../ingest/store-delivery.ts';
import { listEnvironments } from '../inventory/list-environments.ts';
import { listHostProcesses } from '../inventory/list-hosts.ts';
import { listOutbound } from '../inventory/list-outbound.ts';
import { listPackages } from '../inventory/list-packages.ts';
import { listRoutes } from '../inventory/list-routes.ts';
import { listLibraries } from '../inventory/read-coverage.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import type { Store } from '../store/schema.ts';
import { dismissAdvisory, endDismissal } from './dismissals.ts';
import { refreshAdvisories } from './refresh.ts';
import { tellHits } from './tell-hits.ts';
import { ada } from '../people/case-ada.ts';

const reach = { innerNetworks: [parseNetwork('127.0.0.0/8')!], timeoutMs: 3_000 };

const lists = {
  a: [
    { name: 'express', version: '4.17.0', place: 'node_modules/express' },
    { name: 'lodash', version: '4.17.20', place: 'node_modules/lodash' },
  ],
};

function heartbeat(part: Partial<Inventory> = {}): Heartbeat {
  return {
    version: 1,
    time: new Date().toISOString(),
    app: 'app',
    environment: 'test',
    instance: 'web-1:1',
    nodeVersion: '20.20.0',
    guardVersion: '1.0.0',
    coverage: [
      { library: 'pg', version: '7.0.0', status: 'unprotected', layer: 'package', cause: 'old' },
    ],
    counters: { faults: 0, inspections: 0, blocks: 0, turnedAway: 0, truncated: 0, lost: 0 },
    inventory: {
      parts: ['packages', 'routes', 'outbound', 'host'],
      platform: 'linux x64',
      host: 'web-1',
      pid: 1,
      startMode: 'import',
      startedAt: new Date().toISOString(),
      modes: { 'sql-injection': 'block', ssrf: 'monitor' },
      exceptions: [],
      seesEsModules: false,
      packagesDigest: 'a',
      routes: [{ method: 'GET', pattern: '/users/:id', count: 2 }],
      outbound: [{ host: 'api.example.com', port: 443, library: 'fetch', count: 1 }],
      leftOut: { packages: 0, routes: 0, outbound: 0 },
      ...part,
    },
  };
}

/** Answers as OSV's documentation says: ids for a batch, whole entries by id. */
function osvLike(): { readonly server: Server; readonly asked: string[] } {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url}`);
      if (request.url === '/v1/querybatch') {
        const { queries } = JSON.parse(body) as {
          queries: { package: { name: string }; version: string; page_token?: string }[];
        };
        const results = queries.map(({ package: { name }, page_token: token }) => {
          if (name !== 'lodash') return {};
          return token === undefined
            ? {
                vulns: [{ id: 'GHSA-one', modified: '2026-01-01T00:00:00Z' }],
                next_page_token: 'more',
              }
            : { vulns: [{ id: 'GHSA-two', modified: '2026-01-01T00:00:00Z' }] };
        });
        response.end(JSON.stringify({ results }));
        return;
      }
      const id = String(request.url).split('/').at(-1);
      response.end(
        JSON.stringify({
          id,
          modified: '2026-01-01T00:00:00Z',
          published: '2025-01-01T00:00:00Z',
          summary: `Summary of ${id}`,
          details: 'x'.repeat(100_000),
          aliases: ['CVE-2021-23337'],
          ...(id === 'GHSA-one'
            ? {
                severity: [
                  { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H' },
                ],
              }
            : { database_specific: { severity: 'MODERATE' } }),
          affected: [
            {
              package: { ecosystem: 'npm', name: 'lodash' },
              ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] }],
            },
          ],
        }),
      );
    });
  });
  return { server, asked };
}

for (const caseServer of caseServers) {
  describe(caseServer.name, { skip: caseServer.missing ?? false }, () => {
    let open: OpenStore;
    let store: Store;
    let partitions: Partitions;
    const { server, asked } = osvLike();
    let url: string;
    let scope: IngestScope;
    before(async () => {
      open = await caseServer.open();
      ({ store } = open);
      partitions = new Partitions(store);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      scope = await caseScope(store, 'shop');
    });
    after(async () => {
      server.close();
      await open?.close();
    });

    const deliver = (...heartbeats: Heartbeat[]): Promise<Stored> =>
      storeDelivery(store, partitions, scope, { rows: [], heartbeats });

    test('a list of packages is asked for once, when nobody sent it yet', async () => {
      assert.equal((await deliver(heartbeat())).inventoryWanted, true);
      assert.equal((await deliver(heartbeat({ packages: lists.a }))).inventoryWanted, undefined);
      assert.equal((await deliver(heartbeat())).inventoryWanted, undefined);
      assert.equal(
        (await deliver({ ...heartbeat(), inventory: undefined as never })).inventoryWanted,
        undefined,
      );
      await deliver(heartbeat());
    });

    test('what was told is in the lists, counts added up, and nothing of another app', async () => {
      const other = await caseScope(store);
      const packages = await listPackages(store, {}, 1);
      assert.deepEqual(
        packages.items.map(({ name }) => name),
        ['express'],
      );
      assert.ok(packages.next);
      assert.equal(packages.items[0]?.apps[0]?.place, 'node_modules/express');
      assert.deepEqual((await listPackages(store, { apps: [other.appId] }, 10)).items, []);
      assert.deepEqual((await listPackages(store, { text: '%' }, 10)).items, []);
      const [route] = (await listRoutes(store, {}, 10)).items;
      assert.equal(route?.requests, 8);
      const [host] = (await listOutbound(store, { isNew: true }, 10)).items;
      assert.deepEqual([host?.host, host?.port, host?.calls], ['api.example.com', 443, 4]);
      const [process] = await listHostProcesses(store, { text: 'WEB' });
      assert.equal(process?.host, 'web-1');
      const [library] = await listLibraries(store, {});
      assert.deepEqual(
        [library?.library, library?.status, library?.cause],
        ['pg', 'unprotected', 'old'],
      );
      assert.deepEqual(await listLibraries(store, { apps: [other.appId] }), []);
    });

    test('advisories of every page are read, the worse score counts, each is told once', async () => {
      await sql`insert into channels (id, name, kind, settings, rules, created_by, tokens)
        values (${randomUUID()}, 'one', 'webhook', '{}', '{}', 'Ada', 1)`.execute(store);
      assert.equal(await refreshAdvisories(store, url, reach), 2);
      assert.equal(await refreshAdvisories(store, url, reach), 0, 'asked again within a day');
      assert.equal(asked.filter((one) => one === 'POST /v1/querybatch').length, 2);
      const { items } = await listPackages(store, { isVulnerable: true }, 10);
      assert.deepEqual(
        items[0]?.advisories.map(({ id, severity, score, fixedIn }) => [
          id,
          severity,
          score,
          fixedIn,
        ]),
        [
          ['GHSA-one', 'high', 7.2, ['4.17.21']],
          ['GHSA-two', 'medium', null, ['4.17.21']],
        ],
      );
      await tellHits(store);
      await tellHits(store);
      const { rows } = await sql<{ alert: { severity: string; title: string; appId: string } }>`
        select alert from outbox order by alert->>'title'`.execute(store);
      assert.equal(rows.length, 2);
      assert.equal(rows[0]?.alert.title, 'shop runs lodash 4.17.20: Summary of GHSA-one');
      assert.equal(rows[0].alert.severity, 'high');
      assert.equal(rows[0].alert.appId, scope.appId);
    });

    test('a dismissal takes an advisory from the risks until it ends, and only in its app', async () => {
      const [before] = await listEnvironments(store, {});
      assert.deepEqual(
        [before?.packages, before?.vulnerable, before?.worst_advisory, before?.live],
        [2, 1, 'high', 1],
      );
      const endsAt = new Date(Date.now() + 86_400_000);
      const dismiss = (app: string | undefined): ReturnType<typeof dismissAdvisory> =>
        dismissAdvisory(store, ada, { advisory: 'GHSA-one', app, reason: 'not reached', endsAt });
      const other = await caseScope(store);
      await dismiss(other.appId);
      assert.equal((await listEnvironments(store, {}))[0]?.worst_advisory, 'high');
      const done = await dismiss(scope.appId);
      assert.equal((await listEnvironments(store, {}))[0]?.worst_advisory, 'medium');
      assert.ok(done.ok);
      assert.equal(await endDismissal(store, ada, done.id), true);
      assert.equal(await endDismissal(store, ada, done.id), false);
      assert.equal((await listEnvironments(store, {}))[0]?.worst_advisory, 'high');
      const missing = await dismissAdvisory(store, ada, { advisory: 'none', reason: 'x', endsAt });
      assert.equal(missing.ok, false);
    });
  });
}
