import assert from 'node:assert/strict';
import { chmodSync, globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { DecisionRecord, Event, Incident, Me, PageOf } from '@castellan/watch/api';
import { CasePostgres, withoutDebian } from '@castellan/watch/case-postgres';
import { ApiClient } from '../api-client.ts';
import { type Program, startWatchProgram, type ToldByWatch } from '../programs.ts';
import { eventually, faultHome, readAll, tokenFor } from './fleet.ts';
import { deliverFindings, findingFrom } from './senders.ts';

/** Of Debian's package `faketime`: gives a program another system clock, which can be set while it runs. */
const [faketime] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
const skip = withoutDebian ?? (faketime === undefined ? 'apt-get install faketime' : false);
const attacker = '203.0.113.7';
const { home, remove } = faultHome();
const clock = join(home, 'clock');
let postgres: CasePostgres | undefined;
let watch: Program<ToldByWatch> | undefined;
let client: ApiClient;
let token: string;

before(async () => {
  if (skip !== false) return;
  writeFileSync(clock, '+0');
  chmodSync(clock, 0o644);
  const env = {
    LD_PRELOAD: faketime ?? '',
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    // As when a system's clock is set: how time passes stays as it is.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  postgres = new CasePostgres(join(home, 'postgres'), env);
  await postgres.start();
  watch = await startWatchProgram(join(home, 'data'), 0, { ...env, DATABASE_URL: postgres.url });
  client = new ApiClient(watch.told.url);
  await client.setUp(watch.told.setUpUrl ?? '');
  token = await tokenFor(client, 'shop');
});
after(async () => {
  await watch?.end('SIGTERM');
  await postgres?.stop();
  remove();
});

/** Moves the clock of watch and of its database by hours from ours; resolves once watch goes by it. */
async function setClock(hours: number): Promise<void> {
  writeFileSync(clock, `${hours < 0 ? '' : '+'}${hours}h`);
  const off = async (): Promise<number> => {
    const date = (await client.raw('GET', '/api/v1/health')).headers.get('date') ?? '';
    return (Date.parse(date) - Date.now()) / 3_600_000;
  };
  await eventually(10, 'the clock moves', async () => Math.abs((await off()) - hours) < 0.1);
}

const isInForce = async (id: string): Promise<boolean> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${watch!.told.url}/api/v1/policy`, { headers });
  return ((await answer.json()) as { decisions: { id: string }[] }).decisions.some(
    (one) => one.id === id,
  );
};

const attack = async (): Promise<void> => {
  assert.ok(await deliverFindings(watch!.told, token, [findingFrom(attacker)]));
};

test(
  'a clock that jumps by hours splits no incident, ends no session, and decisions end when they were to',
  { skip },
  async () => {
    await attack();
    const wanted = {
      actor: { kind: 'address', value: attacker },
      reason: 'test',
      seconds: 3_600,
    };
    const { id } = await client.call<{ id: string }>('POST', '/api/v1/decisions', wanted);
    const end = (await decisions())[0]?.end;
    assert.equal(await isInForce(id), true);
    for (const [hours, inForce] of [
      [5, false],
      [0, true],
      [-5, true],
      [0, true],
    ] as const) {
      await setClock(hours);
      await attack();
      assert.equal(await isInForce(id), inForce, `at ${hours} h`);
      assert.equal((await client.call<Me>('GET', '/api/v1/session')).name, 'Ada');
    }
    assert.equal((await decisions())[0]?.end, end, 'its end never moved');
    const incidents = await readAll<Incident>(client, '/api/v1/incidents');
    assert.deepEqual(
      incidents.map(({ actor, events }) => [actor, events]),
      [[attacker, 5]],
    );
    const events = await readAll<Event>(client, '/api/v1/events');
    for (const { at, finding } of events) assert.equal(Date.parse(at), Date.parse(finding.time));
    assert.equal(events.length, 5);
  },
);

async function decisions(): Promise<readonly DecisionRecord[]> {
  return (await client.call<PageOf<DecisionRecord>>('GET', '/api/v1/decisions')).items;
}
