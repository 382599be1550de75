import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { undo } from '../decisions/decisions.ts';
import { listDecisions } from '../decisions/list-decisions.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { everyApp } from '../people/app-scope.ts';
import { ada } from '../people/case-ada.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { reckonRisk } from '../users/reckon-risk.ts';
import { addPlaybook, changePlaybook, listFirings, listPlaybooks } from './playbooks.ts';
import { readyPlaybooks } from './ready.ts';
import { rehearse } from './rehearse.ts';
import { type PlaybookRule, ruleSchema } from './rule.ts';
import { runPlaybooks } from './run-playbooks.ts';

const rule: PlaybookRule = {
  ...readyPlaybooks.find(({ ready }) => ready === 'user-at-risk')!.rule,
  threshold: 20,
};

test('the ready rule is a valid one; a risk is of a user, at most 100, and narrowed by app alone', () => {
  assert.ok(ruleSchema.safeParse(rule).success);
  assert.ok(ruleSchema.safeParse({ ...rule, threshold: 100 }).success);
  for (const part of [
    { threshold: 101 },
    { by: 'address' },
    { minSeverity: 'high' },
    { countries: ['DE'] },
    { route: 'GET /a' },
  ] as const) {
    assert.equal(ruleSchema.safeParse({ ...rule, ...part }).success, false, JSON.stringify(part));
  }
});

for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    before(async () => {
      open = await server.open();
      // The ready ones are stored at first sight.
      for (const { id } of await listPlaybooks(open.store)) {
        await changePlaybook(open.store, ada, id, { isOn: false });
      }
    });
    after(() => open?.close());

    async function attack(scope: IngestScope, detection: string): Promise<void> {
      const request = { ...caseRequest('203.0.113.7'), user: { id: 'ann' } };
      const rows = caseRows(scope, [caseFinding({ detection, severity: 'critical', request })]);
      await storeDelivery(open.store, new Partitions(open.store), scope, { rows, heartbeats: [] });
      await reckonRisk(open.store);
    }

    test('a user whose risk rises past the score is acted on once, in that app alone', async () => {
      const { store } = open;
      const [shop, other] = [await caseScope(store), await caseScope(store)];
      const done = await addPlaybook(store, ada, { name: 'risk', rule, isOn: true });
      assert.ok(done.ok);
      const decided = async (): Promise<unknown[]> => {
        const filter = { actor: 'ann', kind: 'user', isInForce: true } as const;
        const { items } = await listDecisions(store, everyApp, filter, 10);
        return items.map(({ app_id, action }) => [app_id, action]);
      };
      await attack(shop, 'sql-injection');
      assert.equal(await runPlaybooks(store), 0, '12 is less than 20');
      await attack(shop, 'ssrf');
      assert.equal(await runPlaybooks(store), 1);
      assert.deepEqual(await decided(), [[shop.appId, 'step-up']]);
      const { items } = await listFirings(store, everyApp, done.id, 10);
      assert.equal(items[0]?.explanation, 'The risk of user ann rose from 12 to 24; 20 is enough.');
      await attack(shop, 'xxe');
      assert.equal(await runPlaybooks(store), 0, 'it was past the score before');
      const [decision] = (await listDecisions(store, everyApp, { actor: 'ann', kind: 'user' }, 1))
        .items;
      await undo(store, ada, decision!.id);
      assert.equal(await runPlaybooks(store), 0, 'not again within the window');
      for (const kind of ['sql-injection', 'ssrf']) await attack(other, kind);
      assert.equal(await runPlaybooks(store), 1, 'the same id in another app is somebody else');
      assert.deepEqual(await decided(), [[other.appId, 'step-up']]);
    });

    test('last week is rehearsed by the rises that there were', async () => {
      const { store } = open;
      const own = await caseScope(store);
      for (const kind of ['sql-injection', 'ssrf', 'xxe']) await attack(own, kind);
      const told = await rehearse(store, { ...rule, apps: [own.appId] });
      assert.deepEqual(
        [told.firings, told.of, told.lookedAt, told.actors.map(({ value }) => value)],
        [1, 'rises', 1, ['ann']],
      );
      const never = await rehearse(store, { ...rule, apps: [own.appId], threshold: 90 });
      assert.equal(never.firings, 0);
    });
  });
}
