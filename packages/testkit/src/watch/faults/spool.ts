import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event, Instance } from '@castellan/watch/api';
import { ApiClient } from '../api-client.ts';
import { type Program, startGuardedApp, startWatchProgram } from '../programs.ts';
import { startDoorway } from './doorway.ts';
import { eventually, faultHome, readAll, tokenFor, type TrialRun } from './fleet.ts';

type App = Program<{ readonly port: number }>;

const spoolBytes = 64 * 1_048_576;

/**
 * Watch is away for a guarded app, again and again, and the app restarts meanwhile: what it found is delivered
 * once and in order. At last the spool has no room: what is lost is told in the log, and counted.
 */
export async function trySpool({ times, progress }: TrialRun): Promise<string> {
  const { home, remove } = faultHome();
  const appHome = mkdtempSync(join(tmpdir(), 'castellan-app-'));
  const spool = join(appHome, '.castellan', 'spool');
  const watch = await startWatchProgram(join(home, 'data'));
  const client = new ApiClient(watch.told.url);
  await client.setUp(watch.told.setUpUrl ?? '');
  const doorway = await startDoorway(watch.told.url);
  const env = {
    CASTELLAN_WATCH_URL: doorway.url,
    CASTELLAN_TOKEN: await tokenFor(client, 'shop'),
    CASTELLAN_TRUSTED_PROXIES: '127.0.0.1',
  };
  let app: App = await startGuardedApp(appHome, env);
  const ids: string[] = [];
  const attacks = async (count: number): Promise<void> => {
    for (let made = 0; made < count; made += 1) ids.push(await attack(app, ids.length));
  };
  try {
    for (let round = 0; round < times; round += 1) {
      await attacks(5);
      await eventually(240, 'the first are there', () => doorway.passed.length >= ids.length);
      doorway.shut();
      await attacks(15);
      // What a signal ends without a word writes nothing more: all of them are to be on the disk before.
      await eventually(60, 'the spool holds them', () => linesIn(spool) >= 15);
      await app.end(round % 2 === 0 ? 'SIGTERM' : 'SIGINT');
      app = await startGuardedApp(appHome, env);
      await attacks(10);
      doorway.open();
      await eventually(240, 'all are there', () => doorway.passed.length >= ids.length).catch(
        (cause: unknown) => {
          const passed = ids.map((id) => (doorway.passed.includes(id) ? 'x' : '-')).join('');
          const words = `${filesIn(spool)} files wait, there are ${passed}; the app said ${app.stderr()}`;
          throw new Error(words, { cause });
        },
      );
      await eventually(20, 'nothing is left', () => filesIn(spool) === 0);
      progress(`${round + 1} of ${times} times away, ${ids.length} findings`);
    }
    const events = await readAll<Event>(client, '/api/v1/events');
    assert.equal(events.length, ids.length, 'each is there once');
    assert.deepEqual(new Set(events.map(({ id }) => id)), new Set(ids));
    assert.deepEqual([...new Set(doorway.passed)], ids, 'in order');

    const before = doorway.passed.length;
    doorway.shut();
    fill(spool);
    const lost = 3;
    await attacks(lost);
    await eventually(20, 'the log tells', () => app.stderr().includes('the spool is full'));
    rmSync(spool, { recursive: true });
    doorway.open();
    const counted = await eventually(240, 'the loss is told', async () => {
      const { items } = await client.call<{ items: Instance[] }>('GET', '/api/v1/instances');
      return items.find(({ counters }) => counters.lost > 0)?.counters.lost;
    });
    assert.equal(counted, lost);
    assert.equal(doorway.passed.length, before);
    return `${events.length} findings delivered once and in order; of a full spool ${counted} lost, told in the log and counted`;
  } finally {
    await app.end('SIGTERM');
    doorway.end();
    await watch.end('SIGTERM');
    remove();
    rmSync(appHome, { recursive: true, force: true });
  }
}

/** One attack from an address of its own, so that guard folds none; the id of its finding. */
async function attack({ told: { port } }: App, number: number): Promise<string> {
  const url = `http://127.0.0.1:${port}/?q=${encodeURIComponent('x; id')}`;
  const headers = { 'x-forwarded-for': `192.0.${number >> 8}.${number & 255}` };
  const answer = await fetch(url, { headers });
  assert.equal(answer.status, 403);
  return ((await answer.json()) as { findingId: string }).findingId;
}

function filesIn(spool: string): number {
  try {
    return readdirSync(spool).length;
  } catch {
    return 0;
  }
}

function linesIn(spool: string): number {
  if (filesIn(spool) === 0) return 0;
  const texts = readdirSync(spool).map((name) => readFileSync(join(spool, name), 'utf8'));
  return texts.join('').split('\n').length - 1;
}

/** As findings of another process of the app would, which lives and has not delivered them. */
function fill(spool: string): void {
  mkdirSync(spool, { recursive: true });
  const file = join(spool, '99999999999999-000000-another.ndjson');
  writeFileSync(file, '');
  truncateSync(file, spoolBytes);
  const later = new Date(Date.now() + 3_600_000);
  utimesSync(file, later, later);
}
