import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '@castellan/core';
import { listDecisions } from '../decisions/list-decisions.ts';
import { listEvents } from '../events/list-events.ts';
import { findIncident, listIncidents } from '../incidents/list-incidents.ts';
import { mergeIncidents, splitIncident } from '../incidents/merge-incidents.ts';
import { relatedIncidents } from '../incidents/related-incidents.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { everyApp } from '../people/app-scope.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import type { Store } from '../store/schema.ts';
import { blockCampaign, findCampaign, listCampaigns } from './campaigns.ts';
import { ada } from '../people/case-ada.ts';

const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    let store: Store;
    before(async () => {
      open = await server.open();
      ({ store } = open);
    });
    after(() => open?.close());

    const attack = (scope: IngestScope, findings: readonly Finding[]): Promise<unknown> =>
      storeDelivery(store, new Partitions(store), scope, {
        rows: caseRows(scope, findings),
        heartbeats: [],
      });
    const like = (address: string, part: Partial<Finding> = {}, excerpt = "1' or 7=7--"): Finding =>
      caseFinding({
        request: caseRequest(address),
        input: { path: 'query.q', excerpt, transformations: [] },
        ...part,
      });

    test('addresses that attack alike are one campaign, others are not, and it stays as it is', async () => {
      const scope = await caseScope(store);
      const { appId } = scope;
      await attack(scope, [like('203.0.113.1'), like('203.0.113.2', {}, "93' OR 12=12--")]);
      await attack(scope, [
        like('198.51.100.9', {}, '../../etc/passwd'),
        like('198.51.100.8', { detection: 'ssrf' }),
      ]);
      assert.deepEqual((await listCampaigns(store, everyApp, { appId }, 10)).items, []);
      await attack(scope, [like('203.0.113.3'), like('2001:db8::1')]);
      const { items } = await listCampaigns(store, everyApp, { appId }, 10);
      assert.deepEqual(
        items.map(({ addresses, shape }) => [addresses, shape]),
        [[4, "0' a 0=0--"]],
      );
      await attack(scope, [like('203.0.113.4', { time: at(-600) }), like('203.0.113.1')]);
      const later = await listCampaigns(store, everyApp, { appId }, 10);
      assert.deepEqual(
        later.items.map(({ id, addresses }) => [id, addresses]),
        [[items[0]?.id, 4]],
      );
    });

    test('it suggests the network that holds several, spares critical ones, and blocks all at once', async () => {
      const scope = await caseScope(store);
      await attack(
        scope,
        ['203.0.112.1', '203.0.112.2', '203.0.112.3', '192.0.2.77', '10.0.0.3'].map((one) =>
          like(one),
        ),
      );
      const [campaign] = (await listCampaigns(store, everyApp, { appId: scope.appId }, 10)).items;
      const id = campaign?.id ?? '';
      const told = await findCampaign(store, everyApp, id);
      assert.deepEqual(
        told?.suspects
          .map(({ value, addresses, isCritical }) => [value, addresses, isCritical])
          .toSorted(),
        [
          ['10.0.0.3', 1, true],
          ['192.0.2.77', 1, false],
          ['203.0.112.0/24', 3, false],
        ],
      );
      const block = { reason: 'rotates', end: new Date(Date.now() + 60_000) };
      assert.equal((await blockCampaign(store, ada, id, block))?.length, 2);
      assert.equal((await blockCampaign(store, ada, id, block))?.length, 0, 'not twice');
      const { items } = await listDecisions(
        store,
        everyApp,
        { actor: '203.0.112.2', isInForce: true },
        10,
      );
      assert.deepEqual(
        items.map(({ actor_value }) => actor_value),
        ['203.0.112.0/24'],
      );
    });

    test('incidents of one actor are related, merged into one, go on there, and come apart again', async () => {
      const scope = await caseScope(store);
      const { appId } = scope;
      const address = '203.0.111.5';
      const other = like(address, { detection: 'ssrf', severity: 'critical', time: at(-20) });
      const mild = like(address, { severity: 'low', time: at(-10) });
      await attack(scope, [mild, other, like('203.0.111.6', { detection: 'xss' })]);
      const { items } = await listIncidents(store, everyApp, { appId, actor: address }, 10);
      const [into, part] = [
        items.find(({ detection }) => detection !== 'ssrf')!,
        items.find(({ detection }) => detection === 'ssrf')!,
      ];
      const related = await relatedIncidents(store, everyApp, into.id);
      assert.deepEqual(
        related?.map(({ id, relation }) => [id, relation]),
        [[part.id, 'actor']],
      );
      assert.equal((await mergeIncidents(store, ada, into.id, [part.id]))?.ok, true);
      assert.equal((await mergeIncidents(store, ada, into.id, [part.id]))?.ok, false);
      const facts = async (id: string): Promise<unknown[]> => {
        const found = await findIncident(store, everyApp, id);
        return [found?.events, found?.severity, found?.first_seen.toISOString(), found?.status];
      };
      assert.deepEqual(await facts(into.id), [2, 'critical', other.time, 'open']);
      const listed = await listIncidents(store, everyApp, { appId, actor: address }, 10);
      assert.deepEqual(
        listed.items.map(({ id }) => id),
        [into.id],
      );
      const timeline = async (id: string): Promise<string[]> =>
        (await listEvents(store, everyApp, { incidentId: id }, 10)).items.map((one) => one.id);
      assert.deepEqual(await timeline(into.id), [mild.id, other.id]);
      const [more, moreOther] = [
        like(address, { severity: 'low', time: at(0) }),
        { ...like(address, { severity: 'low' }), detection: 'ssrf', time: at(1) },
      ];
      await attack(scope, [more, moreOther]);
      assert.deepEqual(await timeline(into.id), [moreOther.id, more.id, mild.id, other.id]);
      assert.deepEqual(await facts(into.id), [4, 'critical', other.time, 'open']);
      assert.equal(await splitIncident(store, ada, part.id), true);
      assert.equal(await splitIncident(store, ada, part.id), false);
      assert.deepEqual(await facts(into.id), [3, 'low', mild.time, 'open']);
      assert.deepEqual(await facts(part.id), [1, 'critical', other.time, 'open']);
      const foreign = await caseScope(store);
      await attack(foreign, [like(address)]);
      const [theirs] = (await listIncidents(store, everyApp, { appId: foreign.appId }, 1)).items;
      assert.equal((await mergeIncidents(store, ada, into.id, [theirs!.id]))?.ok, false);
    });
  });
}
