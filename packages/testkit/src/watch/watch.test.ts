import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Attacker, Event, Incident, Instance, PageOf } from '@castellan/watch/api';
import { ApiClient } from './api-client.ts';
import { type Program, startGuardedApp, startWatchProgram, type ToldByWatch } from './programs.ts';

const attacker = '203.0.113.7';
const bystander = '198.51.100.20';
const home = mkdtempSync(join(tmpdir(), 'castellan-watch-'));
chmodSync(home, 0o755);
const data = join(home, 'data');
const appDirectory = mkdtempSync(join(tmpdir(), 'castellan-app-'));

let watch: Program<ToldByWatch>;
let app: Program<{ readonly port: number }>;
let api: ApiClient;

before(async () => {
  watch = await startWatchProgram(data);
  api = new ApiClient(watch.told.url);
  await api.setUp(watch.told.setUpUrl ?? '');
  const { id } = await api.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
  const { token } = await api.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
    app: id,
    environment: 'production',
    name: 'test',
  });
  app = await startGuardedApp(appDirectory, {
    CASTELLAN_WATCH_URL: watch.told.url,
    CASTELLAN_TOKEN: token,
    CASTELLAN_TRUSTED_PROXIES: '127.0.0.1',
  });
});

after(async () => {
  await app?.end('SIGTERM');
  await watch?.end('SIGTERM');
  rmSync(home, { recursive: true, force: true });
  rmSync(appDirectory, { recursive: true, force: true });
});

/** Asks the app as the proxy in front of it does, on behalf of an address. */
function ask(address: string, query: string): Promise<Response> {
  const url = `http://127.0.0.1:${app.told.port}/?q=${encodeURIComponent(query)}`;
  return fetch(url, { headers: { 'x-forwarded-for': address } });
}

const attack = (address: string): Promise<Response> => ask(address, 'x; cat /etc/passwd');
const listEvents = (): Promise<PageOf<Event>> => api.call('GET', '/api/v1/events?limit=200');

/** Waits until `look` finds something; fails after the given time with what it last saw. */
async function eventually<Found>(
  seconds: number,
  look: () => Promise<Found | undefined | false>,
): Promise<Found> {
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; await pause(50)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`not within ${seconds} s`);
}

test('an attack on the app is refused, stored, listed and told to whoever looks', async (t) => {
  const ending = new AbortController();
  const seen = (async () => {
    for await (const { event, data } of api.stream(ending.signal)) {
      if (event === 'incident') return JSON.parse(data) as { id: string; isNew: boolean };
    }
    throw new Error('the stream ended');
  })();
  const started = performance.now();
  const answer = await attack(attacker);
  assert.equal(answer.status, 403);
  const { findingId } = (await answer.json()) as { findingId: string };
  const notice = await seen;
  t.diagnostic(`${Math.round(performance.now() - started)} ms from the attack to the stream`);
  ending.abort();
  assert.equal(notice.isNew, true);
  const { items } = await listEvents();
  assert.equal(items[0]?.id, findingId);
  assert.equal(items[0].finding.request?.address, attacker);
  assert.equal(items[0].incidentId, notice.id);
  const incidents = await api.call<PageOf<Incident>>('GET', '/api/v1/incidents');
  assert.equal(incidents.items.length, 1);
  const [incident] = incidents.items;
  assert.ok(incident);
  const { detection, actor, events, blocked, app, environment, status } = incident;
  assert.deepEqual(
    { detection, actor, events, blocked, app, environment, status },
    {
      detection: 'command-injection',
      actor: attacker,
      events: 1,
      blocked: 1,
      app: 'shop',
      environment: 'production',
      status: 'open',
    },
  );
  const attackers = await api.call<PageOf<Attacker>>('GET', '/api/v1/attackers');
  assert.deepEqual(attackers.items[0]?.detections, ['command-injection']);
});

test('the process gives signs of life with what it covers', async () => {
  const { items } = await eventually(40, async () => {
    const found = await api.call<{ items: Instance[] }>('GET', '/api/v1/instances');
    return found.items.length > 0 && found;
  });
  assert.equal(items[0]?.isLive, true);
  const covered = items[0].coverage.filter(({ status }) => status === 'protected');
  assert.ok(covered.some(({ library }) => library === 'node:child_process'));
  assert.equal(items[0].counters.blocks > 0, true);
});

test('a blocked attacker is refused at the door within ten seconds, nobody else is, and an undo undoes', async (t) => {
  assert.equal((await ask(attacker, 'hello')).status, 200);
  const { id } = await api.call<{ id: string }>('POST', '/api/v1/decisions', {
    actor: { kind: 'address', value: attacker },
    reason: 'attacks the shop',
    seconds: 3_600,
  });
  const started = performance.now();
  const refused = await eventually(12, async () => {
    const answer = await ask(attacker, 'hello');
    return answer.status === 403 && ((await answer.json()) as { decisionId: string });
  });
  t.diagnostic(`${Math.round(performance.now() - started)} ms from the decision to the refusal`);
  assert.equal(refused.decisionId, id);
  assert.equal((await ask(bystander, 'hello')).status, 200);
  // What a client claims before the proxy's own entry neither hides the one nor harms the other.
  assert.equal((await ask(`${bystander}, ${attacker}`, 'hello')).status, 403);
  assert.equal((await ask(`${attacker}, ${bystander}`, 'hello')).status, 200);
  await api.call('DELETE', `/api/v1/decisions/${id}`);
  await eventually(12, async () => (await ask(attacker, 'hello')).status === 200);
});

test('watch killed with -9 under ingest loses nothing that was acknowledged; the spool delivers the rest once', async () => {
  const before = new Set((await listEvents()).items.map(({ id }) => id));
  const made = new Set<string>();
  const fire = async (round: number): Promise<void> => {
    // Addresses of their own, so that guard does not fold them into one.
    const answer = await attack(`192.0.2.${round}`);
    const { findingId } = (await answer.json()) as { findingId: string };
    made.add(findingId);
  };
  for (let round = 1; round <= 20; round += 1) await fire(round);
  await pause(600);
  const port = Number(new URL(watch.told.url).port);
  await watch.end('SIGKILL');
  for (let round = 21; round <= 60; round += 1) await fire(round);
  await eventually(10, () =>
    Promise.resolve(spooled(join(appDirectory, '.castellan', 'spool')).length > 0),
  );
  watch = await startWatchProgram(data, port);
  const stored = await eventually(75, async () => {
    const ids = (await listEvents()).items.map(({ id }) => id).filter((id) => !before.has(id));
    return ids.length >= made.size && ids;
  });
  assert.deepEqual(new Set(stored), made);
  assert.equal(stored.length, made.size, 'none twice');
  const { items } = await api.call<PageOf<Incident>>('GET', '/api/v1/incidents?limit=200');
  const counted = items
    .filter(({ actor }) => actor.startsWith('192.0.2.'))
    .map(({ events }) => events);
  assert.deepEqual(
    counted,
    Array.from({ length: 60 }, () => 1),
  );
  await eventually(10, () =>
    Promise.resolve(spooled(join(appDirectory, '.castellan', 'spool')).length === 0),
  );
});

function spooled(directory: string): string[] {
  try {
    return readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
  } catch {
    return [];
  }
}
