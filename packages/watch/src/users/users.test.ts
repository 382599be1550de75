import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '@castellan/core';
import { listAttackers } from '../attackers/list-attackers.ts';
import { listEvents } from '../events/list-events.ts';
import { listIncidents } from '../incidents/list-incidents.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { caseChannel, takeNews } from '../outbox/case-channel.ts';
import { everyApp } from '../people/app-scope.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { listUsers } from './list-users.ts';
import { reckonRisk } from './reckon-risk.ts';
import { scoreOf } from './risk.ts';
import { changeRiskSettings, readRiskSettings } from './risk-settings.ts';
import { userProfile } from './user-profile.ts';
import { ada } from '../people/case-ada.ts';

const dayMs = 86_400_000;
for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    let partitions: Partitions;
    let scope: IngestScope;
    before(async () => {
      open = await server.open();
      partitions = new Partitions(open.store);
      scope = await caseScope(open.store);
      await caseChannel(open.store);
    });
    after(() => open?.close());

    async function deliver(...findings: Finding[]): Promise<void> {
      const rows = caseRows(scope, findings);
      await storeDelivery(open.store, partitions, scope, { rows, heartbeats: [] });
    }

    function by(
      user: string | undefined,
      address: string,
      part: Partial<Finding> = {},
      token?: string,
    ): Finding {
      return caseFinding({
        request: {
          ...caseRequest(address),
          ...(user !== undefined && { user: { id: user } }),
          ...(token !== undefined && { tokenFingerprint: token }),
        },
        ...part,
      });
    }

    async function scoreOfUser(user: string): Promise<number> {
      const found = await userProfile(open.store, everyApp, scope.appId, user);
      return found === undefined
        ? -1
        : scoreOf(
            found.user.risk,
            new Date(),
            (await readRiskSettings(open.store)).weights.halfLifeDays,
          );
    }

    async function kindsOf(user: string): Promise<string[]> {
      const found = await userProfile(open.store, everyApp, scope.appId, user);
      return (found?.signals ?? [])
        .map(({ kind, subject }) => `${kind} ${subject}`.trim())
        .toSorted();
    }

    const news = (): Promise<string[]> => takeNews(open.store);

    test('an attack in a user’s name is held against the user, once, and told', async () => {
      const attack = by('ann', '203.0.113.7');
      await deliver(attack, by(undefined, '203.0.113.7', { detection: 'ssrf' }));
      await deliver(attack);
      assert.equal(await reckonRisk(open.store), 1);
      assert.equal(await reckonRisk(open.store), 0);
      // The address attacked without the user as well.
      assert.deepEqual(await kindsOf('ann'), [
        'attack sql-injection',
        'attacker-address 203.0.113.7',
      ]);
      assert.equal(await scoreOfUser('ann'), 17);
      const told = await news();
      assert.equal(told.length, 1);
      assert.match(told[0] ?? '', /^User ann of .* is at risk: score 17, up from 0$/);
    });

    test('the event, the incident and the attacker know the user', async () => {
      const { items } = await listEvents(
        open.store,
        everyApp,
        { appId: scope.appId, user: 'ann' },
        10,
      );
      assert.equal(items.length, 1);
      const incidents = await listIncidents(open.store, everyApp, { appId: scope.appId }, 10);
      assert.deepEqual(incidents.items.map(({ users }) => users.join()).toSorted(), ['', 'ann']);
      const attackers = await listAttackers(open.store, everyApp, { appId: scope.appId }, 10);
      assert.deepEqual(
        attackers.items.map(({ users }) => users),
        [['ann']],
      );
      const from = await listUsers(open.store, everyApp, { address: '203.0.113.7' }, 10);
      assert.deepEqual(
        from.items.map(({ user_id }) => user_id),
        ['ann'],
      );
      assert.deepEqual(
        (await listUsers(open.store, everyApp, { address: '203.0.113.8' }, 10)).items,
        [],
      );
    });

    test('a weakness counts little, and nobody is told', async () => {
      await deliver(
        by('ben', '198.51.100.1', {
          outcome: 'weakness',
          severity: 'medium',
          disposition: 'logged',
        }),
      );
      await reckonRisk(open.store);
      assert.equal(await scoreOfUser('ben'), 1);
      assert.deepEqual(await news(), []);
    });

    test('many networks and a token in other hands count; both users are named', async () => {
      const weakness = { outcome: 'weakness', severity: 'medium', disposition: 'logged' } as const;
      await deliver(
        ...['198.51.100.1', '198.51.101.1', '198.51.102.1', '198.51.102.9'].map((address) =>
          by('cat', address, weakness, 'session:1'),
        ),
      );
      await reckonRisk(open.store);
      await deliver(by('dan', '198.51.100.1', weakness, 'session:1'));
      await reckonRisk(open.store);
      assert.deepEqual(await kindsOf('cat'), [
        'many-networks',
        'token-elsewhere session:1',
        'weakness sql-injection',
      ]);
      assert.deepEqual(await kindsOf('dan'), [
        'token-elsewhere session:1',
        'weakness sql-injection',
      ]);
    });

    test('a rise is told once, again only after as much more, and by the threshold that is set', async () => {
      await news();
      const attack = (detection: string): Finding =>
        by('eve', '192.0.2.1', { detection, severity: 'medium' });
      await deliver(attack('ssrf'), attack('path-traversal'));
      await reckonRisk(open.store);
      assert.deepEqual(await news(), [], '8 is less than 10');
      await deliver(attack('code-injection'));
      await reckonRisk(open.store);
      assert.equal((await news()).length, 1);
      await deliver(attack('prototype-pollution'));
      await reckonRisk(open.store);
      assert.deepEqual(await news(), [], 'only 4 more than was told');
      await changeRiskSettings(open.store, ada, { threshold: 3 });
      await deliver(attack('command-injection'));
      await reckonRisk(open.store);
      assert.match((await news())[0] ?? '', /score 20, up from 12/);
    });

    test('what is old counts half after a week, and the list goes by what is left', async () => {
      await deliver(
        by('old', '192.0.2.77', { time: new Date(Date.now() - 14 * dayMs).toISOString() }),
      );
      await reckonRisk(open.store);
      assert.equal(await scoreOfUser('old'), 3);
      const first = await listUsers(open.store, everyApp, { appId: scope.appId }, 4);
      assert.equal(first.items[0]?.user_id, 'eve');
      const risks = first.items.map(({ risk }) => risk);
      assert.deepEqual(
        risks,
        risks.toSorted((a, b) => b - a),
      );
      assert.ok(first.next);
    });

    test('other weights reckon every score anew at once, and nobody is told of it', async () => {
      await deliver(by('fay', '192.0.2.90', { severity: 'critical' }));
      await deliver(by('fay', '192.0.2.90', { severity: 'low' }));
      await reckonRisk(open.store);
      const before = await scoreOfUser('fay');
      // Twice the same attack, and what is worst of it counts.
      assert.equal(before, 16);
      await news();
      const { weights } = await readRiskSettings(open.store);
      await changeRiskSettings(open.store, ada, { weights: { criticalPoints: 24 } });
      assert.equal(await scoreOfUser('fay'), 31);
      const rises = async (): Promise<number> =>
        (await open.store.selectFrom('user_risk_rises').select('id').execute()).length;
      const known = await rises();
      await changeRiskSettings(open.store, ada, {
        weights: { criticalPoints: 50, halfLifeDays: 1 },
      });
      assert.equal(await scoreOfUser('fay'), 65);
      assert.equal(await scoreOfUser('old'), 0, 'two weeks are fourteen half-lives');
      await changeRiskSettings(open.store, ada, { weights: { criticalPoints: 0 } });
      assert.equal(await scoreOfUser('fay'), 0);
      assert.equal(await rises(), known, 'no rise');
      await changeRiskSettings(open.store, ada, { weights });
      assert.equal(await scoreOfUser('fay'), before);
      await reckonRisk(open.store);
      assert.deepEqual(await news(), []);
    });

    test('a user of an app that somebody does not see is not there', async () => {
      const [other, own] = [{ apps: [randomUUID()] }, { apps: [scope.appId] }];
      assert.deepEqual((await listUsers(open.store, other, {}, 10)).items, []);
      assert.equal(await userProfile(open.store, other, scope.appId, 'ann'), undefined);
      assert.equal((await listUsers(open.store, own, { user: 'ann' }, 10)).items.length, 1);
      assert.ok(await userProfile(open.store, own, scope.appId, 'ann'));
    });
  });
}
