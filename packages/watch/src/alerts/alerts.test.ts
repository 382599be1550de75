import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { type Finding, parseNetwork } from '@castellan/core';
import { sql } from 'kysely';
import { acknowledgeIncident, resolveIncident } from '../incidents/resolve-incident.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { caseGazetteer } from '../gazetteer/case-gazetteer.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import type { Alert } from '../notifiers/alert.ts';
import { everyApp } from '../people/app-scope.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers, temporaryDirectory } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { Vault } from '../vault/vault.ts';
import type { AlertContext } from './alert-context.ts';
import { addChannel, changeChannel, deleteChannel } from './channels.ts';
import { deliver } from './deliver.ts';
import { listDeliveries, retryDelivery, testChannel } from './deliveries.ts';
import { escalate } from './escalate.ts';
import { fanOut } from './fan-out.ts';
import { remind } from './remind.ts';
import { type ChannelRules, defaultRules } from './rules.ts';
import { summarise } from './summarise.ts';
import { ada } from '../people/case-ada.ts';

const secret = 'a secret of sixteen characters';
const minuteMs = 60_000;

interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly alert: Alert;
}

let open: OpenStore;
let context: AlertContext;
let gazetteer: Gazetteer;
let partitions: Partitions;
let scope: IngestScope;
let hooks: Server;
let heard: Heard[] = [];
let answer: { status: number; body?: string } = { status: 200 };

/** A real server that webhooks are posted to, and a real database. */
before(async () => {
  open = await caseServers[0]!.open();
  gazetteer = await caseGazetteer();
  partitions = new Partitions(open.store);
  hooks = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      heard.push({ path, headers, body, alert: JSON.parse(body) as Alert });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
  context = {
    store: open.store,
    vault: new Vault(temporaryDirectory()),
    publicUrl: new URL('https://watch.example.com'),
    innerNetworks: [parseNetwork('127.0.0.0/8')!],
    gazetteer,
  };
});
after(async () => {
  hooks?.closeAllConnections();
  hooks?.close();
  await open?.close();
});
beforeEach(async () => {
  await sql`delete from channels`.execute(open.store);
  await sql`delete from outbox`.execute(open.store);
  await sql`delete from incidents`.execute(open.store);
  scope = await caseScope(open.store);
  heard = [];
  answer = { status: 200 };
});

async function channel(name: string, part: Partial<ChannelRules> = {}): Promise<string> {
  const { port } = hooks.address() as AddressInfo;
  const settings = { url: `http://127.0.0.1:${port}/${name}`, secret };
  const rules = { ...defaultRules, ...part };
  const done = await addChannel(context, ada, { name, kind: 'webhook', settings, rules });
  assert.ok(done.ok);
  return done.id;
}

/** Takes in findings as ingest does. */
async function attack(...findings: readonly Partial<Finding>[]): Promise<void> {
  const rows = caseRows(scope, findings.map(caseFinding));
  await storeDelivery(open.store, partitions, scope, { rows, heartbeats: [] });
}

const from = (last: number, part: Partial<Finding> = {}): Partial<Finding> => ({
  request: caseRequest(`198.51.100.${last}`),
  ...part,
});

async function tell(now = new Date()): Promise<void> {
  await fanOut(context, now);
  await deliver(context);
}

async function incidentIds(): Promise<string[]> {
  const rows = await open.store.selectFrom('incidents').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

async function states(): Promise<string[]> {
  const { items } = await listDeliveries(open.store, everyApp, {}, 200);
  return items
    .map(({ cause, state, held_by }) => [cause, state, held_by].filter(Boolean).join(' '))
    .reverse();
}

const later = (minutes: number): Date => new Date(Date.now() + minutes * minuteMs);

test('an incident is told once however many events it has, signed, with the id of the delivery', async () => {
  await channel('team');
  await attack(from(1), from(1), from(1));
  await attack(from(1));
  await tell();
  await tell();
  assert.equal(heard.length, 1);
  const [{ headers, body, alert }] = heard as [Heard];
  const [, seconds = '', signature = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['castellan-signature'])) ?? [];
  assert.equal(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'), signature);
  const [id = ''] = await incidentIds();
  assert.deepEqual(
    [alert.cause, alert.subject, alert.title, alert.url],
    [
      'opened',
      `incident ${id}`,
      `Critical: SQL injection on ${scope.app}`,
      `https://watch.example.com/incidents/${id}`,
    ],
  );
  assert.equal(headers['castellan-delivery'], alert.id);
  assert.deepEqual(await states(), ['opened delivered']);
});

test('an alert tells the country that an address is in, where it is known', async () => {
  await channel('team');
  await attack({ request: caseRequest('8.8.8.8') }, { request: caseRequest('192.168.1.1') });
  await tell();
  const told = heard.map(({ alert }) => alert.facts.find(({ name }) => name === 'From')?.value);
  assert.deepEqual(new Set(told), new Set(['192.168.1.1', '8.8.8.8 · US']));
});

test('what a channel does not want is not told; growing worse and coming back is', async () => {
  await channel('all', { minSeverity: 'medium' });
  await channel('worst', { minSeverity: 'critical' });
  await attack(
    from(1, { severity: 'low' }),
    from(2, { severity: 'medium' }),
    from(3, { outcome: 'weakness' }),
  );
  await tell();
  const told = (): string[] =>
    heard.map(({ path, alert }) => `${path} ${alert.cause} ${alert.severity}`).toSorted();
  assert.deepEqual(told(), ['/all opened medium']);
  heard = [];
  await attack(from(2, { severity: 'critical' }));
  await tell();
  assert.deepEqual(told(), ['/all worse critical', '/worst opened critical']);
  heard = [];
  const worst = await open.store
    .selectFrom('incidents')
    .select('id')
    .where('severity', '=', 'critical')
    .where('outcome', '=', 'attack')
    .executeTakeFirstOrThrow();
  await resolveIncident(open.store, ada, worst.id, 'closed');
  await tell();
  assert.deepEqual(told(), ['/all resolved critical', '/worst resolved critical']);
  heard = [];
  await attack(from(2, { severity: 'critical' }));
  await tell();
  assert.deepEqual(told(), ['/all reopened critical', '/worst reopened critical']);
});

test('an incident and its news are stored together or not at all', async () => {
  await channel('team');
  const rows = caseRows(scope, [caseFinding(from(1))]);
  await assert.rejects(
    open.store.transaction().execute(async (transaction) => {
      // The delivery's own transaction cannot nest: what it does is done in one that fails at its end.
      const inner = {
        transaction: () => ({
          execute: (work: (t: typeof transaction) => unknown) => work(transaction),
        }),
      };
      await storeDelivery(inner as never, partitions, scope, { rows, heartbeats: [] });
      throw new Error('crash');
    }),
    /crash/,
  );
  const count = await sql<{
    n: number;
  }>`select (select count(*) from outbox)::int + (select count(*) from incidents)::int as n`.execute(
    open.store,
  );
  assert.equal(count.rows[0]?.n, 0);
  await tell();
  assert.deepEqual(heard, []);
});

test('past the quota alerts are counted and told in one message once there is room', async () => {
  await channel('team', { quota: { count: 2, minutes: 60 } });
  await attack(...[1, 2, 3, 4, 5].map((last) => from(last)));
  await tell();
  assert.equal(heard.length, 2);
  await summarise(context);
  await deliver(context);
  assert.equal(heard.length, 2, 'no room yet');
  await summarise(context, later(30));
  await deliver(context);
  assert.equal(heard.length, 3);
  const { alert } = heard[2] as Heard;
  assert.deepEqual(
    [alert.cause, alert.title, alert.facts],
    ['summary', '3 incidents since the last message', [{ name: 'Held back', value: '3 by quota' }]],
  );
  assert.equal(alert.text.split('\n').length, 3);
  await summarise(context, later(600));
  await deliver(context);
  assert.equal(heard.length, 3, 'nothing is told twice');
});

test('a mute window holds back what is not critical until it ends; one alone is told as itself', async () => {
  const utc = { days: [1, 2, 3, 4, 5, 6, 7], timeZone: 'UTC' };
  const [night, day] = [new Date('2026-11-26T23:00:00Z'), new Date('2026-11-27T06:00:00Z')];
  await channel('team', { mutes: [{ ...utc, from: '22:00', until: '06:00' }] });
  await attack(from(1, { severity: 'high' }), from(2, { severity: 'critical' }));
  await tell(night);
  await summarise(context, night);
  await deliver(context);
  assert.deepEqual(
    heard.map(({ alert }) => alert.severity),
    ['critical'],
  );
  await summarise(context, day);
  await deliver(context);
  assert.deepEqual(
    heard.map(({ alert }) => `${alert.cause} ${alert.severity}`),
    ['opened critical', 'opened high'],
  );
});

test('a digest gathers until its time has passed', async () => {
  await channel('team', { digestMinutes: 60, alwaysFrom: undefined });
  await attack(from(1), from(2));
  await tell();
  await summarise(context, later(59));
  await deliver(context);
  assert.equal(heard.length, 0);
  await summarise(context, later(61));
  await deliver(context);
  assert.deepEqual(
    heard.map(({ alert }) => alert.title),
    ['2 incidents since the last message'],
  );
  assert.deepEqual((heard[0] as Heard).alert.facts, [{ name: 'Held back', value: '2 by digest' }]);
});

test('a service that fails is tried again under the same id, and left alone meanwhile', async () => {
  await channel('team');
  answer = { status: 503, body: `overloaded, ${secret}` };
  await attack(from(1), from(2));
  await tell();
  assert.equal(heard.length, 1, 'the second waits behind the first');
  const { items } = await listDeliveries(open.store, everyApp, {}, 10);
  assert.deepEqual(
    items.map(({ state }) => state),
    ['waiting', 'waiting'],
  );
  assert.ok(items.every(({ due_at }) => due_at > new Date()));
  const tried = items.find(({ attempts }) => attempts === 1);
  assert.equal(tried?.problem, 'answered 503: overloaded, •••', 'the secret is not written down');
  await deliver(context);
  assert.equal(heard.length, 1, 'not before it is due');
  answer = { status: 200 };
  await sql`update deliveries set due_at = now()`.execute(open.store);
  await deliver(context);
  assert.equal(heard.length, 3);
  assert.equal(heard.filter(({ alert }) => alert.id === tried?.id).length, 2);
  assert.deepEqual(await states(), ['opened delivered', 'opened delivered']);
});

test('what was sent but not written down when a server died is sent again after a while, under the same id', async () => {
  await channel('team');
  await attack(from(1));
  await fanOut(context);
  // As a server leaves it that is killed between the two.
  await sql`update deliveries set attempts = 1, due_at = now() + interval '30 seconds'`.execute(
    open.store,
  );
  await deliver(context);
  assert.equal(heard.length, 0, 'nobody else sends while the first may be at it');
  await sql`update deliveries set due_at = now() - interval '1 second'`.execute(open.store);
  await deliver(context);
  assert.equal(heard.length, 1);
});

test('what a clock that was ahead put off is told when the clock is right again', async () => {
  await channel('team');
  await attack(from(1));
  await fanOut(context);
  await sql`update deliveries set attempts = 1, due_at = now() + interval '5 hours'`.execute(
    open.store,
  );
  await deliver(context);
  assert.equal(heard.length, 1);
});

test('what a service refuses for good is kept to be seen, and tried again when a person says so', async () => {
  const id = await channel('team');
  answer = { status: 404 };
  await attack(from(1));
  await tell();
  const { items } = await listDeliveries(
    open.store,
    everyApp,
    { channelId: id, state: 'failed' },
    10,
  );
  const [dead] = items;
  assert.ok(dead);
  assert.deepEqual([dead.status, dead.problem, dead.attempts], [404, 'answered 404', 1]);
  answer = { status: 200 };
  assert.equal(await retryDelivery(open.store, ada, dead.id), true);
  assert.equal(await retryDelivery(open.store, ada, dead.id), false);
  await deliver(context);
  assert.deepEqual(await states(), ['opened delivered']);
});

test('tries end, and the dead letter says why', async () => {
  await channel('team');
  answer = { status: 500 };
  await attack(from(1));
  await tell();
  for (let tries = 2; tries <= 10; tries += 1) {
    assert.deepEqual(await states(), ['opened waiting'], `after ${tries - 1} tries`);
    await sql`update deliveries set due_at = now()`.execute(open.store);
    await deliver(context);
  }
  assert.deepEqual(await states(), ['opened failed']);
  assert.equal(heard.length, 10);
});

test('one reminder for all that nobody acknowledged, again after the time, and none once somebody did', async () => {
  await channel('team', { repeatMinutes: 60 });
  await attack(from(1), from(2), from(3));
  await tell();
  heard = [];
  await remind(context, later(59));
  await deliver(context);
  assert.equal(heard.length, 0);
  const [first = '', second = '', third = ''] = await incidentIds();
  assert.ok((await acknowledgeIncident(open.store, ada, first))?.ok);
  await remind(context, later(61));
  await deliver(context);
  assert.deepEqual(
    heard.map(({ alert }) => alert.title),
    ['2 incidents still open, and nobody has acknowledged'],
  );
  await remind(context, later(62));
  assert.ok((await acknowledgeIncident(open.store, ada, second))?.ok);
  await resolveIncident(open.store, ada, third, 'false-alarm');
  await remind(context, later(200));
  await deliver(context);
  assert.equal(heard.length, 1);
  assert.equal(await acknowledgeIncident(open.store, ada, third), undefined, 'it is closed');
});

test('nobody acknowledged in time, or nothing could be delivered: a second channel is told, once', async () => {
  const second = await channel('second', { minSeverity: 'critical' });
  await channel('first', { escalation: { to: second, afterMinutes: 10 } });
  await attack(from(1, { severity: 'high' }), from(2, { severity: 'high' }));
  await tell();
  heard = [];
  const [first = ''] = await incidentIds();
  await acknowledgeIncident(open.store, ada, first);
  await escalate(context, later(9));
  await deliver(context);
  assert.equal(heard.length, 0);
  await escalate(context, later(11));
  await escalate(context, later(12));
  await deliver(context);
  assert.deepEqual(
    heard.map(({ path, alert }) => `${path} ${alert.cause}`),
    ['/second escalated'],
  );
  assert.match((heard[0] as Heard).alert.title, /^Nobody has acknowledged: High: SQL injection/);
  answer = { status: 410 };
  await attack(from(3, { severity: 'high' }));
  await tell();
  answer = { status: 200 };
  heard = [];
  await escalate(context);
  await deliver(context);
  assert.deepEqual(
    heard.map(({ path }) => path),
    ['/second'],
    'at once when the first cannot be reached',
  );
});

test('a paused channel is told nothing, and without any channel nothing is kept', async () => {
  const id = await channel('team');
  await changeChannel(context, ada, id, { isPaused: true });
  await attack(from(1));
  await tell();
  const { rows } = await sql`select 1 from outbox`.execute(open.store);
  assert.deepEqual([heard.length, rows.length, await states()], [0, 0, []]);
});

test('secrets are not in the database, stay when left out, and do not follow to another place', async () => {
  const id = await channel('team');
  const raw = await sql<{ all: string }>`select c::text as all from channels c`.execute(open.store);
  assert.ok(!raw.rows[0]?.all.includes(secret));
  assert.ok(!raw.rows[0]?.all.includes(Buffer.from(secret).toString('hex')));
  const { port } = hooks.address() as AddressInfo;
  const change = (settings: Record<string, string>): ReturnType<typeof changeChannel> =>
    changeChannel(context, ada, id, { settings });
  assert.equal((await change({ url: `http://127.0.0.1:${port}/team` }))?.ok, true);
  assert.equal((await testChannel(context, ada, id))?.isAccepted, true);
  const elsewhere = await change({ url: 'https://evil.example/' });
  assert.ok(elsewhere?.ok === false);
  assert.match(elsewhere.problem, /another place now: give secret again/);
  assert.equal(
    (await change({ url: 'https://other.example/', secret: 'another secret of mine' }))?.ok,
    true,
  );
  const audit = await sql<{
    all: string;
  }>`select string_agg(a::text, ' ') as all from audit a`.execute(open.store);
  assert.ok(!audit.rows[0]?.all.includes(secret), 'nor in the audit log');
});

test('without its key a channel says so, and works again with its secret given anew', async () => {
  const id = await channel('team');
  await attack(from(1));
  const lost = { ...context, vault: new Vault(temporaryDirectory()) };
  await fanOut(lost);
  await deliver(lost);
  const { items } = await listDeliveries(open.store, everyApp, { state: 'waiting' }, 10);
  assert.match(items[0]?.problem ?? '', /stored with another key/);
  const { port } = hooks.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/team`;
  assert.equal((await changeChannel(lost, ada, id, { settings: { url } }))?.ok, false);
  assert.equal((await changeChannel(lost, ada, id, { settings: { url, secret } }))?.ok, true);
  await sql`update deliveries set due_at = now()`.execute(open.store);
  await deliver(lost);
  assert.equal(heard.length, 1);
});

test('a fault of ours is told in the log, counts as a try, and holds up no other channel', async () => {
  const broken = await channel('broken');
  await channel('team');
  await attack(from(1));
  await fanOut(context);
  await sql`update channels set settings = '{"url": "no address"}' where id = ${broken}`.execute(
    open.store,
  );
  await assert.rejects(deliver(context), /Invalid|address/);
  assert.deepEqual(
    heard.map(({ path }) => path),
    ['/team'],
  );
  const { items } = await listDeliveries(open.store, everyApp, { channelId: broken }, 10);
  assert.deepEqual([items[0]?.state, items[0]?.attempts], ['waiting', 1]);
  assert.match(items[0]?.problem ?? '', /a fault of watch/);
});

test('a test is sent at once, and its result is in the log with the words of the service', async () => {
  const id = await channel('team', { mutes: [], quota: { count: 1, minutes: 60 } });
  answer = { status: 400, body: 'invalid payload' };
  const outcome = await testChannel(context, ada, id);
  assert.ok(outcome?.isAccepted === false);
  assert.equal(outcome.problem, 'answered 400: invalid payload');
  assert.deepEqual(await states(), ['test failed']);
  assert.equal(await testChannel(context, ada, randomUUID()), undefined);
});

test('a channel that others escalate to is not taken away, and none escalates to itself', async () => {
  const second = await channel('second');
  const first = await channel('first', { escalation: { to: second, afterMinutes: 10 } });
  const kept = await deleteChannel(open.store, ada, second);
  assert.ok(kept?.ok === false);
  assert.match(kept.problem, /first escalates to it/);
  const rules = { ...defaultRules, escalation: { to: first, afterMinutes: 10 } };
  assert.equal((await changeChannel(context, ada, first, { rules }))?.ok, false);
  assert.equal((await deleteChannel(open.store, ada, first))?.ok, true);
  assert.equal((await deleteChannel(open.store, ada, second))?.ok, true);
});

test('a flood of incidents makes a handful of messages', async () => {
  await channel('team');
  await attack(
    ...Array.from({ length: 600 }, (_, at) => ({
      request: caseRequest(`10.1.${at >> 8}.${at & 255}`),
    })),
  );
  await tell();
  await summarise(context, later(60));
  await tell(later(60));
  assert.equal(heard.length, 21);
  assert.equal((heard.at(-1) as Heard).alert.title, '580 incidents since the last message');
});
