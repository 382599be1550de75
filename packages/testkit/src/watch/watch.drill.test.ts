import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { drillParameter } from '@castellan/core';
import type { Delivery, Drill, Incident, Overview, PageOf } from '@castellan/watch/api';
import { SMTPServer } from 'smtp-server';
import { caseHome, startConsole } from '../console/signed-in.ts';
import type { ApiClient } from './api-client.ts';
import {
  type Program,
  runCastellan,
  type Said,
  startGuardedApp,
  type ToldByWatch,
} from './programs.ts';

const home = caseHome('drill');
const secret = 'a secret of sixteen characters';
const everything: object = {
  minSeverity: 'low',
  includesWeaknesses: false,
  apps: [],
  alwaysFrom: 'critical',
  mutes: [],
  quota: { count: 100, minutes: 60 },
};
const silent = {
  ...everything,
  alwaysFrom: undefined,
  mutes: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '00:00', timeZone: 'UTC' }],
};

let watch: Program<ToldByWatch>;
let client: ApiClient;
let app: Program<{ readonly port: number }>;
let bare: Server;
let hooks: Server;
let mail: SMTPServer;
let shop: string;
let apiToken: string;
const heard: { path: string; cause: string; title: string; text: string }[] = [];
const letters: string[] = [];

before(async () => {
  hooks = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      heard.push({ ...(JSON.parse(body) as (typeof heard)[number]), path: request.url ?? '' });
      const isFirst = heard.filter(({ path }) => path === request.url).length === 1;
      if (request.url === '/flaky' && isFirst) response.setHeader('retry-after', '1');
      const status = { '/fails': 410, '/flaky': isFirst ? 503 : 204 }[request.url ?? ''] ?? 204;
      // Long enough for the drill to be looked at while the second try is under way.
      const pauseMs = request.url === '/flaky' && !isFirst ? 2_000 : 0;
      setTimeout(() => response.writeHead(status).end(), pauseMs);
    });
  });
  bare = createServer((_, response) => response.end('hello'));
  for (const server of [hooks, bare]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  mail = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _, callback) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => {
        letters.push(text);
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
  ({ watch, client } = await startConsole(home));
  ({ id: shop } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' }));
  const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
    app: shop,
    environment: 'production',
    name: 'shop',
  });
  ({ token: apiToken } = await client.call<{ token: string }>('POST', '/api/v1/api-tokens', {
    name: 'drills',
    role: 'responder',
    days: 1,
  }));
  app = await startGuardedApp(home, {
    CASTELLAN_WATCH_URL: watch.told.url,
    CASTELLAN_TOKEN: token,
    CASTELLAN_SPOOL_DIRECTORY: join(home, 'spool'),
  });
});

after(async () => {
  await app?.end('SIGTERM');
  await watch?.end('SIGTERM');
  for (const server of [hooks, bare]) {
    server?.closeAllConnections();
    server?.close();
  }
  mail?.close();
  rmSync(home, { recursive: true, force: true });
});

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
const appUrl = (): string => `http://127.0.0.1:${app.told.port}/`;

function drill(...argv: string[]): Promise<Said> {
  const env = { CASTELLAN_WATCH_URL: watch.told.url, CASTELLAN_API_TOKEN: apiToken };
  return runCastellan(home, env, 'drill', ...argv);
}

async function addChannel(
  name: string,
  kind: string,
  settings: object,
  rules = everything,
): Promise<string> {
  const body = { name, kind, settings, rules };
  return (await client.call<{ id: string }>('POST', '/api/v1/channels', body)).id;
}

const hook = (path: string): object => ({
  url: `http://127.0.0.1:${portOf(hooks)}${path}`,
  secret,
});

/** Waits for the end of a drill that the API started. */
async function ended(body: object): Promise<Drill> {
  const { id } = await client.call<{ id: string }>('POST', '/api/v1/drills', body);
  return over(id);
}

async function over(id: string): Promise<Drill> {
  for (;;) {
    const found = await client.call<Drill>('GET', `/api/v1/drills/${id}`);
    if (found.outcome !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('without a channel the drill says that nobody would be told, and what to do', async () => {
  const { code, out } = await drill('--app', appUrl());
  assert.equal(code, 1, out);
  assert.match(out, /✓ +\d+ ms {2}Guard reported it to watch/);
  assert.match(out, /no channel tells anybody of attacks on shop\.\nAdd a channel/);
});

test('a drill on a guarded app is refused, reported and told on every channel, each with its time', async (t) => {
  await addChannel('team', 'webhook', hook('/team'));
  await addChannel('mail', 'email', {
    host: '127.0.0.1',
    port: portOf(mail.server),
    security: 'none',
    from: 'watch@example.com',
    to: 'team@example.com',
  });
  const { code, out, err } = await drill('--app', appUrl(), '--json');
  assert.equal(code, 0, out + err);
  const found = JSON.parse(out) as Drill;
  assert.equal(found.outcome, 'arrived');
  const [request, event, incident, queue] = found.steps;
  assert.match(request?.words ?? '', /answered 403/);
  for (const step of [event, incident, queue]) assert.equal(typeof step?.atMs, 'number');
  assert.ok((event?.atMs ?? 0) <= (incident?.atMs ?? 0));
  assert.ok((incident?.atMs ?? 0) <= (queue?.atMs ?? 0));
  for (const { state, atMs = 0 } of found.channels) {
    assert.equal(state, 'delivered');
    assert.ok(atMs >= (queue?.atMs ?? 0));
  }
  t.diagnostic(found.sentence);
  const [told] = heard;
  assert.equal(told?.cause, 'drill');
  assert.match(told.title, /^Drill: Critical: SQL injection on shop/);
  assert.match(told.text, /This is a drill that drills started, and nobody attacks/);
  assert.match(letters[0] ?? '', /Subject: \[Castellan\] Drill: Critical: SQL injection on shop/);
});

test('a drill closes itself, is no attack in any count, and is evidence that people are told', async () => {
  const { items } = await client.call<PageOf<Incident>>('GET', '/api/v1/incidents');
  assert.equal(items.length, 2);
  for (const { drillId, status } of items)
    assert.deepEqual([typeof drillId, status], ['string', 'closed']);
  const overview = await client.call<Overview>('GET', '/api/v1/overview');
  assert.equal(
    Object.values(overview.openIncidents).reduce((sum, one) => sum + one),
    0,
  );
  for (const { blocked, logged } of overview.hours) assert.deepEqual([blocked, logged], [0, 0]);
  for (const path of ['attackers', 'users', 'campaigns']) {
    const found = await client.call<PageOf<unknown>>('GET', `/api/v1/${path}`);
    assert.deepEqual(found.items, [], path);
  }
  const events = await client.call<PageOf<{ finding: { drill?: string } }>>(
    'GET',
    '/api/v1/events',
  );
  assert.equal(events.items.length, 2);
  for (const { finding } of events.items) assert.match(finding.drill ?? '', /~/);
  const practice = await client.call<{ live: { fact: string; status: string }[] }>(
    'GET',
    '/api/v1/practices/M1',
  );
  const evidence = practice.live.find(({ fact }) => fact.startsWith('Drill (today)'));
  assert.equal(evidence?.status, 'pass');
  assert.match(evidence.fact, /It arrived: mail and team within/);
  const audit = await client.call<PageOf<{ act: string }>>('GET', '/api/v1/audit');
  const acts = audit.items.map(({ act }) => act);
  assert.ok(acts.includes('run drill') && acts.includes('end drill'));
});

test('a channel that fails is named with its reason; the others were told', async () => {
  const id = await addChannel('pager', 'webhook', hook('/fails'));
  const { code, out } = await drill('--app', appUrl());
  assert.equal(code, 1, out);
  assert.match(out, /mail and team were told within [\d.]+ s\. pager fails: answered 410\./);
  assert.match(out, /Mend the settings/);
  await client.call('DELETE', `/api/v1/channels/${id}`);
});

test('a channel in its hours of silence is told nothing, neither now nor in a summary', async () => {
  const id = await addChannel('night', 'webhook', hook('/night'), silent);
  const { code, out } = await drill('--app', appUrl(), '--channel', 'night');
  assert.equal(code, 1, out);
  assert.match(out, /night was not told: it is inside its hours of silence\./);
  const held = await client.call<PageOf<Delivery>>('GET', '/api/v1/deliveries?state=gathered');
  assert.deepEqual(held.items, []);
  assert.ok(heard.every(({ path }) => path !== '/night'));
  await client.call('DELETE', `/api/v1/channels/${id}`);
});

test('a channel that takes it at the second try was told', async () => {
  const id = await addChannel('flaky', 'webhook', hook('/flaky'));
  const told = await ended({ app: shop, way: 'event', channel: id, waitSeconds: 120 });
  assert.equal(told.outcome, 'arrived', told.sentence);
  assert.equal(heard.filter(({ path }) => path === '/flaky').length, 2);
  await client.call('DELETE', `/api/v1/channels/${id}`);
});

test('an app without guard, and one that does not run, are told apart', async () => {
  const { id } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'bare' });
  const start = { app: id, way: 'request', waitSeconds: 5 };
  const address = async (port: number): Promise<void> =>
    client.call('PUT', `/api/v1/apps/${id}/address`, { address: `http://127.0.0.1:${port}/` });
  await address(portOf(bare));
  const none = await client.raw('POST', '/api/v1/drills', start);
  assert.match(await none.text(), /bare has no ingest token/);
  const token = { app: id, environment: 'test', name: 'bare' };
  await client.call('POST', '/api/v1/ingest-tokens', token);
  const silence = await drill('--app', `http://127.0.0.1:${portOf(bare)}/`, '--wait', '5');
  assert.equal(silence.code, 1);
  assert.match(silence.out, /Guard of bare has never been heard of, and did not report the attack/);
  await address(9);
  const down = await ended(start);
  assert.match(down.sentence, /The request did not reach bare: was not reached/);
  assert.equal(down.outcome, 'lost');
  await client.call('PUT', `/api/v1/apps/${id}/address`, { address: null });
});

test('what cannot be started is refused in words', async () => {
  const refusal = async (body: object): Promise<string> =>
    (await client.raw('POST', '/api/v1/drills', body)).text();
  assert.match(await refusal({ app: shop, way: 'event', channel: 'x' }), /There is no channel x/);
  assert.match(await refusal({ app: crypto.randomUUID(), way: 'event' }), /There is no such app/);
  const { id } = await client.call<{ id: string }>('POST', '/api/v1/drills', {
    app: shop,
    way: 'own-request',
    waitSeconds: 5,
  });
  assert.match(await refusal({ app: shop, way: 'event' }), /A drill of shop is under way/);
  await client.call('POST', `/api/v1/drills/${id}/answer`, { tookMs: 1, problem: 'was not sent' });
  await over(id);
});

test('watch itself sends a drill to the address that an admin set, or makes the event', async () => {
  const refused = await client.raw('POST', '/api/v1/drills', { app: shop, way: 'request' });
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /does not know the address of shop/);
  await client.call('PUT', `/api/v1/apps/${shop}/address`, { address: appUrl() });
  const asked = await ended({ app: shop, way: 'request' });
  assert.equal(asked.outcome, 'arrived', asked.sentence);
  assert.match(asked.steps[0]?.words ?? '', /answered 403/);
  const made = await ended({ app: shop, way: 'event' });
  assert.equal(made.outcome, 'arrived', made.sentence);
  assert.equal(made.steps[0]?.state, 'skipped');
});

test('a stranger who sends the parameter starts nothing, and is heard by the app as before', async () => {
  const before = await client.call<PageOf<unknown>>('GET', '/api/v1/events?limit=200');
  const url = new URL(appUrl());
  const mark = `${crypto.randomUUID()}~${Math.floor(Date.now() / 1_000) + 300}`;
  url.searchParams.set(drillParameter, `${mark}.${'0'.repeat(32)}' or '1'='1`);
  assert.equal((await fetch(url)).status, 200);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const now = await client.call<PageOf<unknown>>('GET', '/api/v1/events?limit=200');
  assert.equal(now.items.length, before.items.length);
});

test('what names a drill that watch never started is an attack like any other', async () => {
  const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
    app: shop,
    environment: 'other',
    name: 'forger',
  });
  const { items } = await client.call<PageOf<{ finding: object }>>('GET', '/api/v1/events?limit=1');
  const drillMark = `${crypto.randomUUID()}~1795000000`;
  const finding = { ...items[0]?.finding, id: crypto.randomUUID(), drill: drillMark };
  await fetch(`${watch.told.url}/api/v1/ingest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ finding }),
  });
  const { openIncidents } = await client.call<Overview>('GET', '/api/v1/overview');
  assert.equal(openIncidents.critical, 1);
});
