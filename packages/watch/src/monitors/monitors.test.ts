import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { parseNetwork } from '@castellan/core';
import { sql } from 'kysely';
import { addChannel } from '../alerts/channels.ts';
import { deliver } from '../alerts/deliver.ts';
import { fanOut } from '../alerts/fan-out.ts';
import { defaultRules } from '../alerts/rules.ts';
import { caseScope } from '../ingest/case-finding.ts';
import { everyApp } from '../people/app-scope.ts';
import { caseServers, temporaryDirectory } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Vault } from '../vault/vault.ts';
import {
  addMonitor,
  changeMonitor,
  deleteMonitor,
  editMonitor,
  listMonitors,
  type MonitorPlace,
} from './monitors.ts';
import { lookNow, runMonitors } from './run-monitors.ts';
import { Gazetteer } from '../gazetteer/gazetteer.ts';
import { sideBySide } from './side-by-side.ts';
import { ada } from '../people/case-ada.ts';

const vault = new Vault(temporaryDirectory());
const place = (): MonitorPlace => ({ store: open.store, vault });

let open: OpenStore;
let server: Server;
let url: string;
let status = 200;
const heard: {
  readonly cause: string;
  readonly severity: string;
  readonly title: string;
  readonly subject: string;
}[] = [];

before(async () => {
  open = await caseServers[0]!.open();
  server = createServer((request, response) => {
    if (request.method === 'GET') return void response.writeHead(status).end();
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      heard.push(JSON.parse(body) as (typeof heard)[number]);
      response.writeHead(204).end();
    });
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
after(async () => {
  server?.closeAllConnections();
  server?.close();
  await open?.close();
});

test('a page that fails twice is told on the channels, once, and that it is well again', async () => {
  const { store } = open;
  const innerNetworks = [parseNetwork('127.0.0.0/8')!];
  const context = {
    store,
    innerNetworks,
    gazetteer: new Gazetteer(),
    vault: new Vault(temporaryDirectory()),
    publicUrl: new URL('https://watch.example.com'),
  };
  const settings = { url, secret: 'a secret of sixteen characters' };
  await addChannel(context, ada, { name: 'team', kind: 'webhook', settings, rules: defaultRules });
  const added = await addMonitor(place(), ada, {
    name: 'shop',
    kind: 'http-headers',
    settings: { url },
  });
  assert.ok(added.ok);
  const lookAndTell = async (): Promise<string | undefined> => {
    await sql`update monitors set next_at = now()`.execute(store);
    await runMonitors(context);
    await fanOut(context);
    await deliver(context);
    return (await listMonitors(store, everyApp))[0]?.state;
  };
  assert.equal(await lookAndTell(), 'warning', 'the headers are missing');
  assert.equal(heard.length, 0, 'a warning is below the channel’s severity');
  status = 503;
  assert.equal(await lookAndTell(), 'warning');
  assert.equal(await lookAndTell(), 'critical');
  assert.equal(await lookAndTell(), 'critical');
  assert.deepEqual(
    heard.map(({ cause, severity, title, subject }) => [cause, severity, title, subject]),
    [['worse', 'high', 'Worse: shop: The page answers 503', `monitor ${added.id}`]],
  );
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from monitor_looks`.execute(
    store,
  );
  assert.equal(rows[0]?.n, 4);
});

test('a monitor that looked while the clock was ahead looks again when it is right', async () => {
  const { store } = open;
  const context = { ...place(), innerNetworks: [] };
  const { appId } = await caseScope(store);
  const settings = { app: appId, environment: 'production', minutes: 5 };
  const added = await addMonitor(place(), ada, { name: 'ahead', kind: 'heartbeat', settings });
  assert.ok(added.ok);
  const looked = async (checked: string): Promise<boolean> => {
    await sql`update monitors set next_at = now() + interval '5 hours', checked_at = now() + ${checked}::interval`.execute(
      store,
    );
    await runMonitors(context);
    const { rows } = await sql<{ isNow: boolean }>`
      select next_at < now() + interval '1 hour' as "isNow" from monitors where id = ${added.id}`.execute(
      store,
    );
    return rows[0]?.isNow === true;
  };
  assert.equal(await looked('-1 minute'), false, 'not before it is due');
  assert.equal(await looked('4 hours 55 minutes'), true);
});

test('the silence of an app is told at once, also when nobody was ever there', async () => {
  const { store } = open;
  const context = { ...place(), innerNetworks: [] };
  const { appId } = await caseScope(store);
  const settings = { app: appId, environment: 'production', minutes: 5 };
  const added = await addMonitor(place(), ada, { name: 'silence', kind: 'heartbeat', settings });
  assert.ok(added.ok);
  assert.match(
    (await lookNow(context, added.id))?.summary ?? '',
    /No process of production was ever seen/,
  );
  const seen = async (minutes: number): Promise<string | undefined> => {
    await sql`
      insert into instances (app_id, environment, instance, first_seen, seen_at, node_version, guard_version, coverage, counters)
      values (${appId}, 'production', 'host:1', now(), now() - make_interval(mins => ${minutes}), 'v24', '0', '[]', '{}')
      on conflict (app_id, environment, instance) do update set seen_at = excluded.seen_at`.execute(
      store,
    );
    return (await lookNow(context, added.id))?.level;
  };
  assert.equal(await seen(4), 'ok');
  assert.equal(await seen(5), 'critical');
});

test('a monitor is paused, made to remember anew, and taken away; what makes no sense is refused in words', async () => {
  const { store } = open;
  const add = (kind: string, settings: object): ReturnType<typeof addMonitor> =>
    addMonitor(place(), ada, { name: randomUUID(), kind, settings: { ...settings } });
  const refused = [
    [await add('dns', { name: 'example.com', types: 'MX, PIGEON' }), /Records: of A, AAAA/],
    [await add('certificate', { host: 'https://example.com' }), /Host: a name or an address/],
    [await add('certificate', { host: 'example.com', port: '70000' }), /Port: /],
    [await add('heartbeat', {}), /App: /],
    [await add('weather', {}), /no monitor weather/],
  ] as const;
  for (const [done, words] of refused) {
    assert.ok(!done.ok);
    assert.match(done.problem, words);
  }
  const done = await add('certificate', { host: '127.0.0.1', port: '9' });
  assert.ok(done.ok);
  await sql`update monitors set remembered = '{}' where id = ${done.id}`.execute(store);
  assert.equal(
    await changeMonitor(store, ada, done.id, { isPaused: true, remembersAnew: true }),
    true,
  );
  await runMonitors({ ...place(), innerNetworks: [] });
  const found = (await listMonitors(store, everyApp)).find(({ id }) => id === done.id);
  assert.deepEqual([found?.checked_at, found?.remembered], [null, null]);
  assert.match(
    (await lookNow({ ...place(), innerNetworks: [] }, done.id))?.summary ?? '',
    /Could not look: 127\.0\.0\.1 is an inner address/,
  );
  assert.equal(await deleteMonitor(store, ada, done.id), true);
  assert.equal(await deleteMonitor(store, ada, done.id), false);
});

test('an edit that is not valid changes nothing; one that is forgets what was of another place', async () => {
  const { store } = open;
  const added = await addMonitor(place(), ada, {
    name: 'edited',
    kind: 'certificate',
    settings: { host: '127.0.0.1', port: '9' },
  });
  assert.ok(added.ok);
  const { id } = added;
  await sql`update monitors set remembered = '{"a":1}' where id = ${id}`.execute(store);
  const edit = (name: string, settings: Record<string, unknown>): ReturnType<typeof editMonitor> =>
    editMonitor(place(), ada, id, { name, settings });
  const problemOf = (done: Awaited<ReturnType<typeof edit>>): string =>
    done === undefined || done.ok ? '' : done.problem;
  const find = async (): Promise<Awaited<ReturnType<typeof listMonitors>>[number] | undefined> =>
    (await listMonitors(store, everyApp)).find((one) => one.id === id);
  assert.match(problemOf(await edit('edited', { host: 'https://x' })), /Host: a name/);
  assert.match(problemOf(await edit('shop', { host: '127.0.0.1' })), /There is a monitor of this/);
  assert.equal((await find())?.name, 'edited');
  await edit('renamed', { host: '127.0.0.1', port: '9', protocol: 'tls' });
  assert.deepEqual([(await find())?.name, (await find())?.remembered], ['renamed', { a: 1 }]);
  await edit('renamed', { host: '127.0.0.1', port: '10' });
  assert.equal((await find())?.remembered, null);
  assert.equal(
    await editMonitor(place(), ada, randomUUID(), { name: 'x', settings: {} }),
    undefined,
  );
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit where act = 'edit monitor'`.execute(store);
  assert.equal(rows[0]?.n, 2);
  assert.equal(await deleteMonitor(store, ada, id), true);
});

test('a look that hangs keeps no other waiting, and two runs look once', async (t) => {
  const { store } = open;
  const held: ServerResponse[] = [];
  let asked = 0;
  const slow = createServer((_, response) => {
    asked += 1;
    held.push(response);
  });
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    slow.closeAllConnections();
    slow.close();
  });
  const add = async (name: string, address: string): Promise<string> => {
    const settings = { url: address };
    const added = await addMonitor(place(), ada, { name, kind: 'http-headers', settings });
    assert.ok(added.ok);
    return added.id;
  };
  await sql`update monitors set is_paused = true`.execute(store);
  await add('hangs', `http://127.0.0.1:${(slow.address() as AddressInfo).port}/`);
  const context = { ...place(), innerNetworks: [parseNetwork('127.0.0.0/8')!] };
  const runs = Promise.all([runMonitors(context), runMonitors(context)]);
  while (held.length === 0) await wait(20);
  const late = await add('late', url);
  const checked = async (): Promise<Date | null | undefined> =>
    (await listMonitors(store, everyApp)).find(({ id }) => id === late)?.checked_at;
  const until = Date.now() + 5_000;
  while ((await checked()) === null && Date.now() < until) await wait(50);
  assert.ok(await checked(), 'looked while the other hangs');
  assert.equal(held.length, 1);
  held[0]?.end();
  await runs;
  assert.equal(asked, 1);
});

test('what a look finds of settings that were changed meanwhile is not kept', async (t) => {
  const { store } = open;
  const held: ServerResponse[] = [];
  const slow = createServer((_, response) => void held.push(response));
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    slow.closeAllConnections();
    slow.close();
  });
  const settings = { url: `http://127.0.0.1:${(slow.address() as AddressInfo).port}/` };
  const added = await addMonitor(place(), ada, { name: 'moves', kind: 'http-headers', settings });
  assert.ok(added.ok);
  const running = lookNow({ ...place(), innerNetworks: [parseNetwork('127.0.0.0/8')!] }, added.id);
  while (held.length === 0) await wait(20);
  await editMonitor(place(), ada, added.id, { name: 'moves', settings: { url } });
  held[0]?.writeHead(503).end();
  assert.equal((await running)?.summary, 'The page answers 503');
  const found = (await listMonitors(store, everyApp)).find(({ id }) => id === added.id);
  assert.deepEqual([found?.state, found?.checked_at], ['unknown', null]);
});

test('whoever sees some apps only reaches no monitor of another app, and moves none there', async () => {
  const { store } = open;
  const { appId: seen } = await caseScope(store);
  const { appId: other } = await caseScope(store);
  const bob = { ...ada, name: 'Bob', role: 'admin', apps: [seen] } as const;
  const settings = { app: other, environment: 'production' };
  const add = (name: string, app: string): ReturnType<typeof addMonitor> =>
    addMonitor(place(), ada, { name, kind: 'heartbeat', settings: { ...settings, app } });
  const [theirs, his] = [await add('theirs', other), await add('his', seen)];
  assert.ok(theirs.ok && his.ok);
  assert.equal(await changeMonitor(store, bob, theirs.id, { isPaused: true }), false);
  assert.equal(await deleteMonitor(store, bob, theirs.id), false);
  assert.equal(await editMonitor(place(), bob, theirs.id, { name: 'x', settings }), undefined);
  assert.deepEqual(await editMonitor(place(), bob, his.id, { name: 'his', settings }), {
    ok: false,
    problem: 'There is no such app.',
  });
});

test('of two that take one name at the same moment one is told that it is taken', async () => {
  const settings = { host: '127.0.0.1', port: '9' };
  const added = await Promise.all(
    ['one', 'two'].map((name) => addMonitor(place(), ada, { name, kind: 'certificate', settings })),
  );
  const done = await Promise.all(
    added.map((one) => {
      assert.ok(one.ok);
      return editMonitor(place(), ada, one.id, { name: 'wanted', settings });
    }),
  );
  assert.equal(done.filter((one) => one?.ok === true).length, 1);
  assert.deepEqual(
    done.find((one) => one?.ok === false),
    { ok: false, problem: 'There is a monitor of this name.', isConflict: true },
  );
});

test('what began before the time was over ends with it', async () => {
  const stop = new AbortController();
  let begun = 0;
  const all = sideBySide([1, 2, 3, 4, 5, 6], 2, stop.signal, async () => {
    begun += 1;
    await wait(20);
    if (begun === 4) stop.abort();
  });
  await assert.rejects(all, { name: 'AbortError' });
  await wait(60);
  assert.equal(begun, 4);
});
