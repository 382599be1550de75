import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '@castellan/core';
import { addCriticalNetwork, removeCriticalNetwork } from '../decisions/critical-networks.ts';
import { decide, undo } from '../decisions/decisions.ts';
import { listDecisions } from '../decisions/list-decisions.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { caseGazetteer } from '../gazetteer/case-gazetteer.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { everyApp } from '../people/app-scope.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import type { Store } from '../store/schema.ts';
import {
  addPlaybook,
  changePlaybook,
  deletePlaybook,
  listFirings,
  listPlaybooks,
} from './playbooks.ts';
import { readyPlaybooks } from './ready.ts';
import { rehearse } from './rehearse.ts';
import type { PlaybookRule } from './rule.ts';
import { runPlaybooks } from './run-playbooks.ts';
import { ada } from '../people/case-ada.ts';

for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    let store: Store;
    let scope: IngestScope;
    let count = 0;
    let gazetteer: Gazetteer;
    before(async () => {
      open = await server.open();
      gazetteer = await caseGazetteer();
      ({ store } = open);
      scope = await caseScope(store);
    });
    after(() => open?.close());

    const attack = async (
      requests: readonly Finding['request'][],
      part: Partial<Finding> = {},
    ): Promise<void> => {
      const findings = requests.map((request) =>
        caseFinding({ ...(request && { request }), ...part }),
      );
      await storeDelivery(store, new Partitions(store), scope, {
        rows: caseRows(scope, findings, gazetteer),
        heartbeats: [],
      });
    };
    const from = (address: string, times: number): Finding['request'][] =>
      Array.from({ length: times }, () => caseRequest(address));
    const play = async (rule: Partial<PlaybookRule>): Promise<string> => {
      count += 1;
      const whole = { ...readyPlaybooks[0]!.rule, apps: [scope.appId], ...rule };
      const done = await addPlaybook(store, ada, {
        name: `case ${count}`,
        rule: whole,
        isOn: true,
      });
      assert.ok(done.ok);
      return done.id;
    };
    const fired = async (id: string): Promise<(readonly [string, string | null])[]> => {
      const { items } = await listFirings(store, everyApp, id, 100);
      return items.map(({ actor_value, spared }) => [actor_value, spared] as const).reverse();
    };
    const ruleOf = async (id: string): Promise<PlaybookRule> =>
      (await listPlaybooks(store)).find((one) => one.id === id)!.rule;
    /** Those of other tests would fire too. */
    const only = async (id: string): Promise<void> => {
      for (const one of await listPlaybooks(store)) {
        await changePlaybook(store, ada, one.id, { isOn: one.id === id });
      }
    };

    test('enough from one address within the time is blocked once, explained, and can be undone', async () => {
      const id = await play({ threshold: 3 });
      await only(id);
      await attack(from('198.18.1.1', 1));
      await attack([...from('203.0.113.1', 2), ...from('203.0.113.2', 3)]);
      await Promise.all([runPlaybooks(store), runPlaybooks(store), runPlaybooks(store)]);
      assert.deepEqual(await fired(id), [['203.0.113.2', null]]);
      const { items } = await listDecisions(
        store,
        everyApp,
        { actor: '203.0.113.2', isInForce: true },
        10,
      );
      assert.equal(items.length, 1);
      assert.equal(items[0]?.playbook_id, id);
      assert.match(
        items[0].reason,
        /^3 attacks from 203\.0\.113\.2 within 10 minutes, of which 3 are enough: sql injection/,
      );
      await attack(from('203.0.113.2', 9));
      assert.equal(await runPlaybooks(store), 0);
      assert.equal(await undo(store, ada, items[0].id), true);
      assert.equal(
        await runPlaybooks(store),
        0,
        'not again within the window, though it was undone',
      );
    });

    test('critical addresses, the team’s list and whom a person allowed are spared, and it says so', async () => {
      const id = await play({ threshold: 2 });
      await only(id);
      await addCriticalNetwork(store, ada, { network: '198.51.100.0/28', note: 'proxy' });
      await decide(store, ada, {
        appId: undefined,
        action: 'allow',
        actor: { kind: 'network', value: '192.0.2.0/24' },
        reason: 'partner',
        end: new Date(Date.now() + 3_600_000),
        includesCritical: false,
      });
      const addresses = ['10.0.0.5', '127.0.0.1', '198.51.100.3', '192.0.2.9', '198.51.100.16'];
      await attack(addresses.flatMap((address) => from(address, 2)));
      await runPlaybooks(store);
      const spared = new Map(await fired(id));
      for (const address of addresses.slice(0, 3)) {
        assert.match(spared.get(address) ?? '', /critical/, address);
      }
      assert.match(spared.get('192.0.2.9') ?? '', /allow/);
      assert.equal(spared.get('198.51.100.16'), null);
      await removeCriticalNetwork(store, ada, '198.51.100.0/28');
    });

    test('addresses of one network add up, and the network is blocked', async () => {
      const id = await play({ by: 'network', counts: 'addresses', threshold: 4 });
      await only(id);
      await attack([1, 2, 3].flatMap((last) => from(`203.0.112.${last}`, 5)));
      assert.equal(await runPlaybooks(store), 0);
      await attack([
        ...from('203.0.112.200', 1),
        ...['1', '2', '3', '4'].flatMap((last) => from(`2001:db8:7:${last}::1`, 1)),
      ]);
      assert.equal(await runPlaybooks(store), 2);
      assert.deepEqual((await fired(id)).map(([actor]) => actor).sort(), [
        '2001:db8:7::/48',
        '203.0.112.0/24',
      ]);
    });

    test('users and tokens are followed from address to address', async () => {
      const byUser = await play({ by: 'user', threshold: 3, action: 'step-up' });
      await only(byUser);
      const as = (n: number): Finding['request'] => ({
        ...caseRequest(`203.0.114.${n}`),
        user: { id: 'u-9' },
        tokenFingerprint: 'f-9',
      });
      await attack([as(1), as(2), as(3)]);
      await runPlaybooks(store);
      assert.deepEqual(await fired(byUser), [['u-9', null]]);
      const byToken = await play({
        by: 'token',
        threshold: 3,
        action: 'limit',
        limit: { requests: 1, seconds: 60 },
      });
      await only(byToken);
      await runPlaybooks(store);
      assert.deepEqual(await fired(byToken), [['f-9', null]]);
      const { items } = await listDecisions(store, everyApp, { kind: 'token', actor: 'f-9' }, 10);
      assert.deepEqual(items[0]?.request_limit, { requests: 1, seconds: 60 });
    });

    test('filters keep out what the rule is not about', async () => {
      const id = await play({
        threshold: 1,
        detections: ['ssrf'],
        disposition: 'logged',
        minSeverity: 'high',
        networks: ['203.0.115.0/24'],
        environment: 'test',
        route: 'GET /users/:id',
      });
      await only(id);
      const right = { detection: 'ssrf', disposition: 'logged', severity: 'high' } as const;
      await attack(from('203.0.115.1', 1), { ...right, detection: 'sql-injection' });
      await attack(from('203.0.115.2', 1), { ...right, disposition: 'blocked' });
      await attack(from('203.0.115.3', 1), { ...right, severity: 'low' });
      await attack(from('203.0.116.4', 1), right);
      await attack([caseRequest('203.0.115.5', '/other')], right);
      await attack(from('203.0.115.6', 1), {
        ...right,
        time: new Date(Date.now() - 700_000).toISOString(),
      });
      assert.equal(await runPlaybooks(store), 0);
      await attack(from('203.0.115.7', 1), right);
      assert.equal(await runPlaybooks(store), 1);
      assert.deepEqual(await fired(id), [['203.0.115.7', null]]);
    });

    test('last week is rehearsed without doing anything', async () => {
      const time = new Date(Date.now() - 3 * 86_400_000).toISOString();
      await attack([...from('203.0.117.1', 7), ...from('203.0.117.2', 1), ...from('10.0.0.7', 7)], {
        time,
        detection: 'ldap-injection',
      });
      const rule = {
        ...readyPlaybooks[0]!.rule,
        apps: [scope.appId],
        detections: ['ldap-injection'],
      };
      const told = await rehearse(store, rule);
      assert.equal(told.firings, 2);
      assert.equal(told.lookedAt, 3);
      const actors = told.actors.map(({ value, isCritical }) => [value, isCritical] as const);
      assert.deepEqual(
        actors.toSorted(([a], [b]) => a.localeCompare(b)),
        [
          ['10.0.0.7', true],
          ['203.0.117.1', false],
        ],
      );
      assert.equal(
        (await listDecisions(store, everyApp, { actor: '203.0.117.1' }, 1)).items.length,
        0,
      );
    });

    test('ready ones are switched, never taken away; names are taken once', async () => {
      const [first] = (await listPlaybooks(store)).filter(({ ready }) => ready !== undefined);
      const refused = await deletePlaybook(store, ada, first!.id);
      assert.equal(refused?.ok, false);
      const { rule } = readyPlaybooks[0]!;
      assert.equal(
        (await addPlaybook(store, ada, { name: first!.name, rule, isOn: false })).ok,
        false,
      );
      const own = await play({});
      assert.equal((await deletePlaybook(store, ada, own))?.ok, true);
      assert.equal(await deletePlaybook(store, ada, own), undefined);
    });

    test('a playbook is for some countries, or for all others; who is nowhere is left alone', async () => {
      const all = [...from('8.8.8.8', 3), ...from('46.4.0.1', 3), ...from('10.9.9.9', 3)];
      await attack(all, { detection: 'xss' });
      const rule: Partial<PlaybookRule> = {
        threshold: 3,
        detections: ['xss'],
        action: 'notify',
        tells: 'low',
      };
      const cases: readonly [Partial<PlaybookRule>, string[]][] = [
        [{ countries: ['US', 'FR'] }, ['8.8.8.8']],
        [{ exceptCountries: ['US'] }, ['46.4.0.1']],
        [{ countries: [], exceptCountries: [] }, ['10.9.9.9', '46.4.0.1', '8.8.8.8']],
      ];
      for (const [part, expected] of cases) {
        const id = await play({ ...rule, ...part });
        await only(id);
        const rehearsed = await rehearse(store, await ruleOf(id));
        await runPlaybooks(store);
        const actors = (await fired(id)).map(([actor]) => actor).toSorted();
        assert.deepEqual(actors, expected);
        assert.deepEqual(rehearsed.actors.map(({ value }) => value).toSorted(), expected);
      }
    });
  });
}
