import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseNetwork } from '@castellan/core';
import { ada } from '../../people/case-ada.ts';
import { everyApp } from '../../people/app-scope.ts';
import { addPerson } from '../../people/people.ts';
import { caseServers, temporaryDirectory } from '../../store/case-store.ts';
import type { OpenStore } from '../../store/open-store.ts';
import { Vault } from '../../vault/vault.ts';
import { site } from '../case-look.ts';
import type { Look } from '../monitor-kind.ts';
import { addMonitor, changeMonitor, editMonitor, listMonitors } from '../monitors.ts';
import { lookNow, type MonitorContext } from '../run-monitors.ts';

const key = '00000000000000000000000000000000';
const kind = 'address-breach';

let open: OpenStore;
let context: MonitorContext;
/** Of each path after `/api/v3/`: the answers to come, the last for ever. */
let answers: Record<string, [status: number, body?: unknown, retryAfter?: string][]> = {};
let asked: string[] = [];

/** Answers as Have I Been Pwned documents version 3 of its API. */
const url = await site((request, response) => {
  const path = (request.url ?? '').replace('/api/v3/', '');
  asked.push(path);
  if (request.headers['hibp-api-key'] !== key) return void response.writeHead(401).end();
  const left = answers[path] ?? [[404]];
  const [status, body, retryAfter] = (left.length > 1 ? left.shift() : left[0]) ?? [404];
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body));
});

before(async () => {
  open = await caseServers[0]!.open();
  const { store } = open;
  const innerNetworks = [parseNetwork('127.0.0.0/8')!];
  context = { store, vault: new Vault(temporaryDirectory()), innerNetworks };
  for (const [name, email] of [
    ['Ada', 'ada@example.com'],
    ['Bob', 'bob+x@example.com'],
  ] as const) {
    await addPerson(store, { name, email, role: 'viewer', password: 'correct horse battery' });
  }
});
after(() => open?.close());

const named = (...names: readonly string[]): object => names.map((Name) => ({ Name }));
const adas = 'breachedaccount/ada%40example.com?truncateResponse=true';
const bobs = 'breachedaccount/bob%2Bx%40example.com?truncateResponse=true';

async function added(settings: Record<string, unknown>): Promise<string> {
  const name = `${kind} ${crypto.randomUUID()}`;
  const done = await addMonitor(context, ada, { name, kind, settings: { url, key, ...settings } });
  assert.ok(done.ok);
  return done.id;
}

async function look(id: string): Promise<Look> {
  const found = await lookNow(context, id);
  assert.ok(found);
  return found;
}

test('what is known at the first look is no news; a new breach is, until it is taken as known', async () => {
  const id = await added({});
  answers = { [adas]: [[200, named('Adobe')]] };
  const first = await look(id);
  assert.deepEqual(
    [first.level, first.summary],
    ['ok', 'Addresses in breaches: 1, all known already'],
  );
  assert.deepEqual(first.facts, [{ name: 'Ada', value: 'Adobe' }]);
  assert.deepEqual(asked, [adas, bobs]);
  answers = { [adas]: [[200, named('Zoo', 'Adobe')]], [bobs]: [[200, named('Zoo')]] };
  const second = await look(id);
  assert.deepEqual(
    [second.level, second.summary],
    ['critical', 'New breaches: Ada: Zoo; Bob: Zoo'],
  );
  const stored = (await listMonitors(open.store, everyApp)).find((one) => one.id === id);
  const kept = JSON.stringify([stored?.remembered, stored?.found, stored?.facts, stored?.settings]);
  assert.ok(!kept.includes('@example.com') && !kept.includes(key), 'neither addresses nor the key');
  await changeMonitor(open.store, ada, id, { remembersAnew: true });
  assert.equal((await look(id)).level, 'ok');
});

test('a service that wants patience gets it, within bounds', async () => {
  const id = await added({});
  const soon = new Date(Date.now() - 1_000).toUTCString();
  answers = {
    [adas]: [
      [429, {}, '0'],
      [429, {}, soon],
      [200, named('Adobe')],
    ],
  };
  asked = [];
  assert.equal((await look(id)).level, 'ok');
  assert.deepEqual(asked, [adas, adas, adas, bobs]);
  answers = { [adas]: [[429, {}, '121']] };
  assert.match((await look(id)).summary, /asked too often, and wants patience/);
});

test('what the service refuses is told in words', async () => {
  const id = await added({ domain: 'Example.com' });
  const path = 'breacheddomain/example.com';
  answers = { [path]: [[403, {}]] };
  assert.match((await look(id)).summary, /is the domain verified there\?/);
  answers = { [path]: [[200, [1]]] };
  assert.match((await look(id)).summary, /something else than breaches/);
  answers = { [path]: [[500, {}]] };
  assert.match((await look(id)).summary, /answers 500/);
  const wrong = await added({ key: 'another' });
  assert.match((await look(wrong)).summary, /does not take the API key/);
});

test('all addresses of a domain are asked for at once, and kept masked', async () => {
  const id = await added({ domain: 'example.com' });
  answers = { 'breacheddomain/example.com': [[200, { alice: ['Adobe'], al: ['Zoo', 'Adobe'] }]] };
  const found = await look(id);
  assert.deepEqual(found.found, {
    'a•••e@example.com': ['Adobe'],
    '•••@example.com': ['Adobe', 'Zoo'],
  });
});

test('the key stays when it is left out, and is asked for anew when it would go elsewhere', async () => {
  const id = await added({});
  const edit = (settings: Record<string, unknown>): ReturnType<typeof editMonitor> =>
    editMonitor(context, ada, id, { name: `edited ${id}`, settings });
  assert.deepEqual(await edit({ url, domain: 'example.com' }), { ok: true, id });
  answers = {};
  assert.deepEqual((await look(id)).summary, 'In no breach');
  const moved = await edit({ url: 'https://evil.example' });
  assert.match(moved?.ok === false ? moved.problem : '', /another place now: give key again/);
});
