import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { parseNetwork } from '@castellan/core';
import { sql } from 'kysely';
import type { AlertContext } from '../alerts/alert-context.ts';
import { addChannel } from '../alerts/channels.ts';
import { deliver } from '../alerts/deliver.ts';
import { fanOut } from '../alerts/fan-out.ts';
import { remind } from '../alerts/remind.ts';
import { defaultRules } from '../alerts/rules.ts';
import { caseGazetteer } from '../gazetteer/case-gazetteer.ts';
import { everyApp } from '../people/app-scope.ts';
import { ada } from '../people/case-ada.ts';
import { caseServers, temporaryDirectory } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Vault } from '../vault/vault.ts';
import { acknowledgeMonitor } from './acknowledge.ts';
import { site } from './case-look.ts';
import { addMonitor, listMonitors, type MonitorWithLooks } from './monitors.ts';
import { lookNow } from './run-monitors.ts';

const minuteMs = 60_000;
const later = (minutes: number): Date => new Date(Date.now() + minutes * minuteMs);
let status = 503;
const heard: string[] = [];
/** A page to look at, and a webhook. */
const url = await site((request, response) => {
  if (request.method === 'GET') return void response.writeHead(status).end();
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    heard.push((JSON.parse(body) as { title: string }).title);
    response.end();
  });
});

let open: OpenStore;
let context: AlertContext;
let id: string;

before(async () => {
  open = await caseServers[0]!.open();
  context = {
    store: open.store,
    vault: new Vault(temporaryDirectory()),
    publicUrl: new URL('https://watch.example.com'),
    innerNetworks: [parseNetwork('127.0.0.0/8')!],
    gazetteer: await caseGazetteer(),
  };
  const settings = { url: `${url}/`, secret: 'a secret of sixteen characters' };
  const rules = { ...defaultRules, repeatMinutes: 60 };
  await addChannel(context, ada, { name: 'team', kind: 'webhook', settings, rules });
  const kind = 'http-headers';
  const added = await addMonitor(context, ada, {
    name: 'shop',
    kind,
    settings: { url: `${url}/` },
  });
  assert.ok(added.ok);
  ({ id } = added);
});
after(() => open?.close());

async function stored(): Promise<MonitorWithLooks> {
  const [row] = await listMonitors(open.store, everyApp);
  assert.ok(row);
  return row;
}

/** What is told when the reminders of that moment are sent. */
async function toldAt(minutes: number): Promise<readonly string[]> {
  heard.length = 0;
  await fanOut(context);
  await remind(context, later(minutes));
  await deliver(context);
  return [...heard];
}

test('people are reminded of a failing monitor until somebody knows of it, and again afterwards', async () => {
  await lookNow(context, id);
  assert.deepEqual(await toldAt(0), ['shop: The page answers 503']);
  assert.deepEqual(await toldAt(59), []);
  const reminder = '1 monitor still open, and nobody has acknowledged';
  assert.deepEqual(await toldAt(61), [reminder]);
  const wanted = { reason: 'we are moving it', until: later(300) };
  assert.deepEqual(await acknowledgeMonitor(open.store, ada, id, wanted), { ok: true, id });
  assert.deepEqual(await toldAt(180), []);
  assert.deepEqual(await toldAt(301), [reminder], 'its end has come');
  assert.deepEqual(await acknowledgeMonitor(open.store, ada, id, undefined), { ok: true, id });
  assert.deepEqual(await toldAt(420), [reminder]);
});

test('what somebody knew of ends with the state', async () => {
  await acknowledgeMonitor(open.store, ada, id, { reason: 'known', until: later(600) });
  assert.equal((await stored()).acknowledged_by, 'Ada');
  status = 200;
  await lookNow(context, id);
  assert.equal((await stored()).acknowledged_by, 'Ada', 'one good look is not believed yet');
  await lookNow(context, id);
  const row = await stored();
  assert.deepEqual(
    [row.state, row.acknowledged_by, row.acknowledged_until],
    ['warning', null, null],
  );
});

test('an end that makes no sense, a monitor that is well, and none at all are refused in words', async () => {
  const acknowledge = async (until: Date, of = id): Promise<string | undefined> => {
    const done = await acknowledgeMonitor(open.store, ada, of, { reason: 'r', until });
    return done?.ok === false ? done.problem : done && 'done';
  };
  assert.match((await acknowledge(later(-1))) ?? '', /in the past/);
  assert.match((await acknowledge(later(367 * 24 * 60))) ?? '', /more than 366 days/);
  assert.equal(await acknowledge(later(1), randomUUID()), undefined);
  await sql`update monitors set state = 'ok'`.execute(open.store);
  assert.match((await acknowledge(later(1))) ?? '', /the monitor is well/);
});

test('the bar holds the last 90 looks, the oldest first', async () => {
  await sql`delete from monitor_looks`.execute(open.store);
  assert.deepEqual([(await stored()).levels, (await stored()).looked_since], [[], null]);
  await sql`
    insert into monitor_looks (monitor_id, at, level, summary)
    select ${id}, '2026-01-01T00:00:00Z'::timestamptz + make_interval(mins => n),
      case when n = 100 then 'critical' when n = 10 then 'warning' else 'ok' end, ''
    from generate_series(1, 100) n`.execute(open.store);
  const { levels, looked_since: since } = await stored();
  assert.deepEqual([levels.length, levels[0], levels.at(-1)], [90, 'ok', 'critical']);
  assert.equal(since?.toISOString(), '2026-01-01T00:11:00.000Z');
});
