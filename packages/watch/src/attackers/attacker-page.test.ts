import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '@castellan/core';
import { caseFinding, caseRequest, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { everyApp } from '../people/app-scope.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { describeAttacker } from './attacker-page.ts';

const address = '203.0.113.50';
const hourMs = 3_600_000;

for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    before(async () => {
      open = await server.open();
    });
    after(() => open?.close());

    test('what an address did is counted by route, kind, agent, user and hour, in apps that are seen', async () => {
      const { store } = open;
      const [shop, hidden] = [await caseScope(store), await caseScope(store)];
      const request = (route: string, more: object = {}): Partial<Finding> => ({
        request: { ...caseRequest(address, route), ...more },
      });
      const ago = (hours: number): Partial<Finding> => ({
        time: new Date(Date.now() - hours * hourMs).toISOString(),
      });
      const { route: _, userAgent: __, ...bare } = caseRequest(address);
      const findings = [
        { ...request('/a', { user: { id: 'u1' } }), count: 3 },
        { ...request('/a'), disposition: 'logged' as const, ...ago(2) },
        { ...request('/b', { userAgent: 'other' }), detection: 'xss', ...ago(2) },
        { request: bare, ...ago(40 * 24) },
        { request: caseRequest('203.0.113.51') },
      ].map(caseFinding);
      const partitions = new Partitions(store);
      await storeDelivery(store, partitions, shop, {
        rows: caseRows(shop, findings),
        heartbeats: [],
      });
      await storeDelivery(store, partitions, hidden, {
        rows: caseRows(hidden, [caseFinding(request('/hidden'))]),
        heartbeats: [],
      });
      const seen = await describeAttacker(store, { apps: [shop.appId] }, address);
      const told = (of: readonly { value: string; events: number; blocked: number }[]): unknown =>
        of.map(({ value, events, blocked }) => [value, events, blocked]);
      assert.ok(seen !== undefined);
      assert.deepEqual(told(seen.routes), [
        ['GET /a', 4, 3],
        ['GET /b', 1, 1],
        ['', 1, 1],
      ]);
      assert.deepEqual(told(seen.detections), [
        ['sql-injection', 5, 4],
        ['xss', 1, 1],
      ]);
      assert.deepEqual(told(seen.agents), [
        ['curl/8', 4, 3],
        ['other', 1, 1],
      ]);
      assert.deepEqual(seen.users, [{ value: 'u1', appId: shop.appId, events: 3, blocked: 3 }]);
      assert.deepEqual(told(seen.environments), [['test', 6, 5]]);
      assert.deepEqual(
        seen.hours.map(({ blocked, logged }) => [blocked, logged]),
        [
          [1, 1],
          [3, 0],
        ],
        'what is more than a month before the last is no bar',
      );
      assert.equal(seen.countedBackTo, undefined);
      const all = await describeAttacker(store, everyApp, address);
      assert.ok(all?.routes.some(({ value }) => value === 'GET /hidden'));
    });

    test('of an address that did nothing there is nothing', async () => {
      assert.equal(await describeAttacker(open.store, everyApp, '203.0.113.99'), undefined);
    });
  });
}
