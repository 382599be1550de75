import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { SentFinding, SentReport } from '@castellan/core';
import { caseFinding, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { caseChannel, takeNews } from '../outbox/case-channel.ts';
import { everyApp } from '../people/app-scope.ts';
import { addPerson } from '../people/people.ts';
import type { Principal } from '../people/principal.ts';
import type { IngestScope } from '../people/tokens.ts';
import { complianceWith } from '../practices/compliance.ts';
import { practiceCells, practiceDetail } from '../practices/list-practices.ts';
import { storeReport } from '../reports/store-report.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { changeWork } from './change-work.ts';
import { decideException, listExceptions, proposeException } from './exceptions.ts';
import { followUpWork } from './follow-up.ts';
import { takeUpIncident } from './incident-work.ts';
import { findWork, listWork, type WorkRow } from './list-work.ts';
import { changeWorkSettings, readWorkSettings } from './work-settings.ts';
import { confirmReplay, judgeReplays, listReplays, watchForReplay } from './replays.ts';

const dayMs = 86_400_000;
const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);

const finding: SentFinding = {
  fingerprint: 'f1',
  rule: 'docker/user',
  practice: 'I5',
  severity: 'high',
  confidence: 'certain',
  message: 'It runs as root\0.',
  fix: 'Add USER node.',
  shownBy: ["curl -i 'http://a/?q=\0'", 'curl -i b'],
  file: 'Dockerfile',
  line: 1,
  isNew: true,
};

function report(time: Date, part: Partial<SentReport> = {}): SentReport {
  const findings = part.findings ?? [];
  const status = findings.length > 0 ? 'fail' : 'pass';
  return {
    version: 1,
    castellan: '0.1.0',
    rulesDigest: 'd',
    target: '/builds/17/shop',
    kind: 'repository',
    isWhole: true,
    time: time.toISOString(),
    practices: [{ practice: 'I5', status, expression: 'docker/user' }],
    rules: [{ rule: 'docker/user', practice: 'I5', status, reason: 'it was read' }],
    findings,
    ...part,
  };
}

for (const server of caseServers) {
  describe(`work on ${server.name}`, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    let scope: IngestScope;
    const people: Principal[] = [];

    before(async () => {
      open = await server.open();
      for (const name of ['Ada', 'Bo']) {
        const email = `${name}@example.com`;
        const id = await addPerson(open.store, {
          email,
          name,
          password: 'correct horse battery',
          role: 'admin',
        });
        people.push({
          kind: 'person',
          id: id ?? '',
          name,
          role: 'admin',
          apps: undefined,
          address: '127.0.0.1',
        });
      }
    });
    after(() => open?.close());

    const items = async (): Promise<readonly WorkRow[]> =>
      (await listWork(open.store, everyApp, { appId: scope.appId }, 50)).items;
    const only = async (): Promise<WorkRow> => {
      const [item, ...others] = await items();
      assert.ok(item !== undefined && others.length === 0);
      return item;
    };

    test('new work goes to whom the settings name, told once a report; never to who may not have it', async () => {
      scope = await caseScope(open.store);
      const [admin, bo] = people as [Principal, Principal];
      const { store } = open;
      const settings = await readWorkSettings(store);
      const give = (defaultAssignee?: string): Promise<boolean> =>
        changeWorkSettings(store, admin, { ...settings, defaultAssignee });
      const channel = await caseChannel(store);
      await takeNews(store);
      const viewer = await addPerson(store, {
        email: 'vi@example.com',
        name: 'Vi',
        password: 'correct horse battery',
        role: 'viewer',
      });
      assert.equal(await give(viewer), false);
      assert.equal(await give(randomUUID()), false);
      assert.equal(await give(bo.id), true);
      const other = {
        ...finding,
        fingerprint: 'other',
        severity: 'critical',
        message: 'Worse.',
      } as const;
      await storeReport(store, scope, report(minutes(-9), { findings: [finding, other] }));
      assert.deepEqual(
        (await items()).map(({ assignee }) => assignee),
        ['Bo', 'Bo'],
      );
      assert.deepEqual((await items())[0]?.shown_by, ["curl -i 'http://a/?q=\ufffd'", 'curl -i b']);
      assert.deepEqual(await takeNews(store), [`Bo: 2 new items, the worst: ${other.message}`]);
      await store
        .updateTable('people')
        .set({ apps: [scope.appId] })
        .where('id', '=', bo.id)
        .execute();
      const elsewhere = await caseScope(store);
      await storeReport(store, elsewhere, report(minutes(-8), { findings: [finding] }));
      const [item] = (await listWork(store, everyApp, { appId: elsewhere.appId }, 1)).items;
      assert.equal(item?.assignee, null, 'Bo does not see that app');
      await store.updateTable('people').set({ apps: null }).where('id', '=', bo.id).execute();
      assert.equal(await give(), true);
      assert.deepEqual(await takeNews(store), []);
      await store.deleteFrom('channels').where('id', '=', channel).execute();
    });

    test('a report that names a finding twice makes one piece of work, and says so', async () => {
      const twice = report(minutes(-20), {
        target: '/builds/twice',
        findings: [
          { ...finding, fingerprint: 'twice', line: 1 },
          { ...finding, fingerprint: 'twice', line: 2 },
        ],
      });
      const { opened } = await storeReport(open.store, scope, twice);
      assert.equal(opened, 1);
      const later = { ...twice, time: minutes(-19).toISOString() };
      assert.equal((await storeReport(open.store, scope, later)).opened, 0);
      const clean = report(minutes(-18), { target: '/builds/twice' });
      assert.equal((await storeReport(open.store, scope, clean)).verified, 1);
    });

    test('a finding is opened once, verified by a report that looked, and opens again when it returns', async () => {
      scope = await caseScope(open.store);
      const first = report(minutes(-50), { findings: [finding] });
      const made = await storeReport(open.store, scope, first);
      assert.deepEqual([made.opened, made.verified, made.isKnown], [1, 0, false]);
      const again = await storeReport(open.store, scope, first);
      assert.deepEqual([again.id, again.isKnown, again.opened], [made.id, true, 0]);
      const { id, state, place, target } = await only();
      assert.deepEqual([state, place, target], ['open', 'Dockerfile:1', 'shop']);

      const blind = report(minutes(-40), {
        practices: [{ practice: 'I5', status: 'unknown', expression: 'docker/user' }],
        rules: [{ rule: 'docker/user', practice: 'I5', status: 'unknown', reason: 'no file' }],
      });
      assert.equal((await storeReport(open.store, scope, blind)).verified, 0);
      const elsewhere = report(minutes(-39), { target: '/builds/18/other' });
      assert.equal((await storeReport(open.store, scope, elsewhere)).verified, 0);
      assert.equal((await only()).state, 'open');

      const moved = report(minutes(-30), { target: '/builds/99/shop' });
      assert.equal((await storeReport(open.store, scope, moved)).verified, 1);
      assert.equal((await only()).state, 'verified');
      const late = report(minutes(-45), { findings: [finding], commit: 'old' });
      assert.equal((await storeReport(open.store, scope, late)).reopened, 0);
      assert.equal((await only()).state, 'verified');

      const back = report(minutes(-20), { findings: [finding] });
      assert.equal((await storeReport(open.store, scope, back)).reopened, 1);
      const item = await only();
      assert.deepEqual([item.id, item.state, item.reopened], [id, 'open', 1]);
      const notes = await open.store
        .selectFrom('work_notes')
        .select('kind')
        .where('item_id', '=', id)
        .orderBy('id')
        .execute();
      assert.deepEqual(
        notes.map(({ kind }) => kind),
        ['opened', 'verified', 'reopened'],
      );
    });

    test('no text of what was judged has a report refused', async () => {
      const other = await caseScope(open.store);
      const odd = { ...finding, rule: 'a\0b', fingerprint: 'f\0', file: 'x\0', fix: '\ud800' };
      const texts = { commit: 'c\0', castellan: '1\0', rulesDigest: 'd\0', target: '/a\0b' };
      const first = report(minutes(-2), { ...texts, findings: [odd] });
      assert.equal((await storeReport(open.store, other, first)).opened, 1);
      const second = report(minutes(-1), { ...texts, findings: [odd] });
      assert.equal((await storeReport(open.store, other, second)).opened, 0, 'known again');
      const { items } = await listWork(open.store, everyApp, { appId: other.appId }, 50);
      assert.deepEqual(
        items.map(({ rule }) => rule),
        ['a\ufffdb'],
      );
    });

    test('practices follow the reports, with changes only in their history', async () => {
      const state = await open.store
        .selectFrom('practice_states')
        .selectAll()
        .where('app_id', '=', scope.appId)
        .execute();
      assert.equal(state.length, 41);
      const of = (id: string) => state.find(({ practice }) => practice === id);
      assert.equal(of('I5')?.status, 'fail');
      assert.equal(of('C3')?.status, 'unknown');
      const changes = await open.store
        .selectFrom('practice_changes')
        .select('status')
        .where('app_id', '=', scope.appId)
        .where('practice', '=', 'I5')
        .orderBy('at')
        .execute();
      assert.deepEqual(
        changes.map(({ status }) => status),
        ['fail', 'unknown', 'pass', 'fail'],
      );
    });

    test('what is said to be fixed and is still found goes back to work; a page of work reads on', async () => {
      const { id } = await only();
      const [ada] = people;
      assert.ok(ada);
      await changeWork(open.store, ada, id, {
        state: 'fixed',
        assigneeId: ada.id,
        comment: 'done',
      });
      assert.equal((await only()).assignee, 'Ada');
      const still = report(minutes(1), { findings: [finding, { ...finding, fingerprint: 'f2' }] });
      assert.equal((await storeReport(open.store, scope, still)).opened, 1);
      assert.equal((await findWork(open.store, id))?.state, 'in-work');
      const filter = { appId: scope.appId };
      const page = await listWork(open.store, everyApp, filter, 1);
      assert.equal(page.items.length, 1);
      assert.ok(page.next);
    });

    test('an acceptance ends, and so does patience: each is told once', async () => {
      const [ada] = people;
      const [{ id } = { id: '' }] = await items();
      assert.ok(ada);
      const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
      const until = day(Date.now() + dayMs);
      const past = { reason: 'known', until: day(Date.now() - dayMs) };
      assert.equal((await changeWork(open.store, ada, id, { accepted: past }))?.ok, false);
      await changeWork(open.store, ada, id, { accepted: { reason: 'known', until } });
      await followUpWork(open.store);
      assert.equal((await findWork(open.store, id))?.state, 'accepted');
      await followUpWork(open.store, new Date(Date.now() + 2 * dayMs));
      assert.equal((await findWork(open.store, id))?.state, 'open');
      await open.store
        .insertInto('channels')
        .values({
          id: randomUUID(),
          name: randomUUID(),
          kind: 'webhook',
          created_by: 'Ada',
          settings: '{}',
          rules: '{}',
          tokens: 1,
        })
        .execute();
      await changeWork(open.store, ada, id, { dueAt: minutes(-5).toISOString() });
      await followUpWork(open.store);
      await followUpWork(open.store);
      const told = await open.store.selectFrom('outbox').select('cause').execute();
      assert.deepEqual(
        told.map(({ cause }) => cause),
        ['overdue'],
      );
    });

    test('an incident is taken up; its replay is seen, or confirmed by who sent it', async () => {
      const [ada, bo] = people;
      assert.ok(ada && bo);
      const partitions = new Partitions(open.store);
      const attack = async (): Promise<void> => {
        const rows = caseRows(scope, [caseFinding()]);
        await storeDelivery(open.store, partitions, scope, { rows, heartbeats: [] });
      };
      await attack();
      const { id: incident } = await open.store
        .selectFrom('incidents')
        .select('id')
        .where('app_id', '=', scope.appId)
        .executeTakeFirstOrThrow();
      const id = (await takeUpIncident(open.store, ada, incident)) ?? '';
      assert.equal(await takeUpIncident(open.store, bo, incident), id);
      assert.equal(await takeUpIncident(open.store, bo, randomUUID()), undefined);

      assert.ok((await watchForReplay(open.store, ada, id))?.ok);
      await judgeReplays(open.store);
      assert.equal((await listReplays(open.store, id))[0]?.outcome, 'watching');
      await attack();
      await judgeReplays(open.store);
      const [seen] = await listReplays(open.store, id);
      assert.deepEqual([seen?.outcome, seen?.seen], ['blocked', 1]);
      const refused = await confirmReplay(open.store, ada, id, seen?.id ?? '');
      assert.equal(refused?.ok, false);

      const second = await watchForReplay(open.store, ada, id);
      assert.ok(second?.ok);
      assert.ok((await confirmReplay(open.store, ada, id, second.id))?.ok);
      assert.equal((await findWork(open.store, id))?.state, 'verified');
      await attack();
      await followUpWork(open.store);
      const back = await findWork(open.store, id);
      assert.deepEqual([back?.state, back?.reopened], ['open', 1]);
    });

    test('who does not see the app finds nothing of it, and changes nothing', async () => {
      const [ada] = people;
      assert.ok(ada);
      const stranger: Principal = { ...ada, apps: [] };
      const [{ id } = { id: '' }] = await items();
      assert.equal((await listWork(open.store, stranger, {}, 50)).items.length, 0);
      assert.equal(await findWork(open.store, id, stranger), undefined);
      assert.equal(await changeWork(open.store, stranger, id, { state: 'fixed' }), undefined);
      assert.equal((await practiceCells(open.store, stranger, scope.appId)).length, 0);
      assert.equal((await practiceCells(open.store, ada, scope.appId)).length, 41);
      const rows = await complianceWith(open.store, stranger, 'iso27001', undefined);
      assert.ok(rows.length > 0 && rows.every(({ sources }) => sources.length === 0));
      assert.deepEqual((await practiceDetail(open.store, stranger, 'I5')).rules, []);
    });

    test('an exception is as narrow as its finding, and a second person decides, once', async () => {
      const [ada, bo] = people;
      assert.ok(ada && bo);
      const found = await listWork(
        open.store,
        everyApp,
        { appId: scope.appId, origin: 'incident' },
        1,
      );
      const id = found.items[0]?.id ?? '';
      const wanted = { reason: 'a search for SQL', until: '2999-01-01', file: '' };
      assert.equal(
        (await proposeException(open.store, ada, id, { ...wanted, until: '2020-01-01' }))?.ok,
        false,
      );
      const asked = await proposeException(open.store, ada, id, wanted);
      assert.ok(asked?.ok);
      const [proposal] = await listExceptions(open.store, id);
      assert.deepEqual(
        [proposal?.detection, proposal?.route, proposal?.input],
        ['sql-injection', 'GET /users/:id', 'query.q'],
      );
      assert.match(proposal?.diff ?? '', /\+ {8}"until": "2999-01-01"/);
      assert.equal((await decideException(open.store, ada, asked.id, true))?.ok, false);
      const program: Principal = { ...bo, kind: 'api-token', id: randomUUID() };
      assert.equal((await decideException(open.store, program, asked.id, true))?.ok, false);
      assert.ok((await decideException(open.store, bo, asked.id, true))?.ok);
      assert.equal((await findWork(open.store, id))?.state, 'false-alarm');
      assert.equal((await decideException(open.store, bo, asked.id, false))?.ok, false);
    });
  });
}
