import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Event, Instance } from '@castellan/watch/api';
import { ApiClient } from '../api-client.ts';
import { type Program, startGuardedApp, startWatchProgram, type ToldByWatch } from '../programs.ts';
import { type Doorway, startDoorway } from './doorway.ts';
import { eventually, faultHome, readAll, tokenFor } from './fleet.ts';

type App = Program<{ readonly port: number }>;

const spoolBytes = 64 * 1_048_576;
const { home, remove } = faultHome();
const appHome = mkdtempSync(join(tmpdir(), 'castellan-app-'));
const spool = join(appHome, '.castellan', 'spool');
let watch: Program<ToldByWatch>;
let client: ApiClient;
let doorway: Doorway;
let env: Readonly<Record<string, string>>;
let app: App | undefined;

before(async () => {
  watch = await startWatchProgram(join(home, 'data'));
  client = new ApiClient(watch.told.url);
  await client.setUp(watch.told.setUpUrl ?? '');
  doorway = await startDoorway(watch.told.url);
  env = {
    CASTELLAN_WATCH_URL: doorway.url,
    CASTELLAN_TOKEN: await tokenFor(client, 'shop'),
    CASTELLAN_TRUSTED_PROXIES: '127.0.0.1',
  };
});
after(async () => {
  await app?.end('SIGTERM');
  doorway?.end();
  await watch?.end('SIGTERM');
  remove();
  rmSync(appHome, { recursive: true, force: true });
});

let made = 0;
/** One attack from an address of its own, so that guard folds none; the id of its finding. */
async function attack(): Promise<string> {
  made += 1;
  const url = `http://127.0.0.1:${app?.told.port}/?q=${encodeURIComponent('x; id')}`;
  const headers = { 'x-forwarded-for': `192.0.${made >> 8}.${made & 255}` };
  const answer = await fetch(url, { headers });
  assert.equal(answer.status, 403);
  return ((await answer.json()) as { findingId: string }).findingId;
}

async function attacks(count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let round = 0; round < count; round += 1) ids.push(await attack());
  return ids;
}

const waiting = (): number => {
  try {
    return readdirSync(spool).length;
  } catch {
    return 0;
  }
};

test('what an app found while watch was away is delivered once and in order, also across its restart', async () => {
  app = await startGuardedApp(appHome, env);
  const ids = [...(await attacks(5))];
  await eventually(20, 'the first are there', () => doorway.passed.length === 5);
  doorway.shut();
  ids.push(...(await attacks(15)));
  await eventually(20, 'the spool fills', () => waiting() > 0);
  await app.end('SIGTERM');
  app = await startGuardedApp(appHome, env);
  ids.push(...(await attacks(10)));
  doorway.open();
  await eventually(240, 'all are there', () => doorway.passed.length >= ids.length);
  const events = await readAll<Event>(client, '/api/v1/events');
  assert.equal(events.length, ids.length, 'each is there once');
  assert.deepEqual(new Set(events.map(({ id }) => id)), new Set(ids));
  assert.deepEqual(inOrder(doorway.passed, ids), ids);
  await eventually(20, 'nothing is left', () => waiting() === 0);
});

test('a spool without room: the loss is told in the log and counted', async () => {
  assert.ok(app);
  doorway.shut();
  fillSpool();
  const before = doorway.passed.length;
  const lost = await attacks(3);
  await eventually(20, 'the log tells', () => app?.stderr().includes('the spool is full'));
  rmSync(spool, { recursive: true });
  doorway.open();
  const counted = await eventually(240, 'the loss is told', async () => {
    const { items } = await client.call<{ items: Instance[] }>('GET', '/api/v1/instances');
    return items.find(({ counters }) => counters.lost > 0)?.counters.lost;
  });
  assert.equal(counted, lost.length);
  assert.equal(doorway.passed.length, before);
});

/** As findings of another process of the app would, which lives and has not delivered them. */
function fillSpool(): void {
  mkdirSync(spool, { recursive: true });
  const file = join(spool, '99999999999999-000000-another.ndjson');
  writeFileSync(file, '');
  truncateSync(file, spoolBytes);
  const later = new Date(Date.now() + 3_600_000);
  utimesSync(file, later, later);
}

/** The ids as they first passed. */
function inOrder(passed: readonly string[], ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  return [...new Set(passed)].filter((id) => wanted.has(id));
}
