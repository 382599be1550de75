import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type CaseApi, openCaseApi } from '../../api/case-api.ts';
import { lookNow } from '../run-monitors.ts';
import { addMonitor, type MonitorPlace } from '../monitors.ts';
import { temporaryDirectory } from '../../store/case-store.ts';
import { Vault } from '../../vault/vault.ts';
import { makePingToken } from '../pings.ts';
import { ada } from '../../people/case-ada.ts';

const vault = new Vault(temporaryDirectory());
const place = (): MonitorPlace => ({ store: one.open.store, vault });
let one: CaseApi;
before(async () => {
  one = await openCaseApi();
});
after(() => one?.close());

async function add(kind: string, settings: Record<string, unknown> = {}): Promise<string> {
  const added = await addMonitor(place(), ada, { name: randomUUID(), kind, settings });
  assert.ok(added.ok);
  return added.id;
}

async function tokenOf(id: string): Promise<string> {
  const made = await makePingToken(one.open.store, ada, id);
  assert.ok(made !== undefined && 'token' in made);
  return made.token;
}

async function ping(id: string, token: string, body: object = {}): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await one.call('POST', `/api/v1/monitors/${id}/ping`, { headers, body })).status;
}

test('a backup that is late, shrinks or was never brought back is told', async () => {
  const { store } = one.open;
  const id = await add('backup', { hours: '2', percent: '50', restoreDays: '10' });
  const token = await tokenOf(id);
  const found = async (): Promise<readonly (string | undefined)[]> => {
    const look = await lookNow({ ...place(), innerNetworks: [] }, id);
    return [look?.level, look?.summary];
  };
  const age = (kind: string, minutes: number): Promise<unknown> =>
    sql`update monitor_pings set at = at - make_interval(mins => ${minutes})
      where monitor_id = ${id} and kind = ${kind}`.execute(store);
  const never = 'No restore was ever tested';
  assert.deepEqual(await found(), ['warning', `No backup was ever told of; ${never}`]);
  assert.equal(await ping(id, token, { bytes: 1_000 }), 204);
  assert.deepEqual(await found(), ['warning', never]);
  assert.equal(await ping(id, token, { kind: 'restore' }), 204);
  const well = ['ok', 'Backed up, and brought back in time'];
  assert.deepEqual(await found(), well);
  assert.equal(await ping(id, token, { bytes: 500 }), 204);
  assert.deepEqual(await found(), well, 'half is not more than half');
  assert.equal(await ping(id, token, { bytes: 244 }), 204);
  const smaller = 'The backup is 51 % smaller than the one before';
  assert.deepEqual(await found(), ['critical', smaller]);
  await ping(id, token, { bytes: 250 });
  await age('backup', 119);
  assert.deepEqual(await found(), well);
  await age('backup', 2);
  assert.deepEqual(await found(), ['critical', 'No backup for more than 2 hours']);
  await ping(id, token);
  await age('restore', 10 * 1_440 + 1);
  assert.deepEqual(await found(), ['warning', 'No restore was tested for more than 10 days']);
});

test('a ping needs the monitor’s own latest token', async () => {
  const [first, second] = [await add('backup'), await add('backup')];
  const old = await tokenOf(first);
  assert.equal(await ping(second, old), 401);
  assert.equal(await ping(randomUUID(), old), 401);
  const latest = await tokenOf(first);
  assert.equal(await ping(first, old), 401);
  assert.equal(await ping(first, latest), 204);
  assert.equal(await ping(first, latest, { bytes: -1 }), 400);
  const plain = await add('certificate', { host: '127.0.0.1' });
  assert.deepEqual(await makePingToken(one.open.store, ada, plain), {
    ok: false,
    problem: 'This kind of monitor takes no pings.',
  });
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit where act = 'make monitor token'`.execute(one.open.store);
  assert.equal(rows[0]?.n, 3);
});

test('no more than 200 pings of a kind are kept', async () => {
  const { store } = one.open;
  const id = await add('backup');
  const token = await tokenOf(id);
  await sql`insert into monitor_pings (monitor_id, kind, at)
    select ${id}, 'backup', now() - make_interval(mins => n) from generate_series(1, 200) n`.execute(
    store,
  );
  assert.equal(await ping(id, token), 204);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from monitor_pings where monitor_id = ${id}`.execute(store);
  assert.equal(rows[0]?.n, 200);
});
