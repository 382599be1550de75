import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Incident, PageOf } from '@castellan/watch/api';
import { eventually } from '../console/browser.ts';
import { hostileFindings } from '../console/script-payloads.ts';
import { ApiClient } from './api-client.ts';
import { type Program, startWatchProgram, type ToldByWatch } from './programs.ts';

const kills = 6;
const home = mkdtempSync(join(tmpdir(), 'castellan-alerts-'));
chmodSync(home, 0o755);
const data = join(home, 'data');

let watch: Program<ToldByWatch>;
let hooks: Server;
let client: ApiClient;
let token: string;
/** Ids of the deliveries that came, by what they are about. */
const heard = new Map<string, Set<string>>();

before(async () => {
  hooks = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { subject, id } = JSON.parse(body) as { subject: string; id: string };
      heard.set(subject, (heard.get(subject) ?? new Set()).add(id));
      // Slow enough to be killed between sending and writing down that it was sent.
      setTimeout(() => response.writeHead(204).end(), 20);
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
  watch = await startWatchProgram(data);
  client = new ApiClient(watch.told.url);
  await client.setUp(watch.told.setUpUrl ?? '');
  const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
  const scope = { app, environment: 'test', name: 'shop' };
  ({ token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', scope));
  await client.call('POST', '/api/v1/channels', {
    name: 'team',
    kind: 'webhook',
    settings: {
      url: `http://127.0.0.1:${(hooks.address() as AddressInfo).port}/`,
      secret: 'a secret of sixteen characters',
    },
    rules: {
      minSeverity: 'low',
      includesWeaknesses: true,
      apps: [],
      mutes: [],
      quota: { count: 1_000, minutes: 60 },
    },
  });
});
after(async () => {
  await watch?.end('SIGTERM');
  hooks?.closeAllConnections();
  hooks?.close();
  rmSync(home, { recursive: true, force: true });
});

/** Attacks from addresses of their own: an incident each. True once they are acknowledged. */
async function attack(round: number): Promise<boolean> {
  const [sample] = hostileFindings('shop', 'test');
  assert.ok(sample?.request);
  const { request } = sample;
  const lines = Array.from({ length: 10 }, (_, at) => ({
    finding: {
      ...sample,
      id: randomUUID(),
      request: { ...request, address: `198.51.${round}.${at}` },
    },
  }));
  try {
    const { ok } = await fetch(`${watch.told.url}/api/v1/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
    });
    return ok;
  } catch {
    return false;
  }
}

test('watch killed with -9 at any moment: every incident that was taken in is told, under one id', async (t) => {
  const port = Number(new URL(watch.told.url).port);
  let acknowledged = 0;
  for (let round = 0; round < kills; round += 1) {
    if (await attack(round)) acknowledged += 10;
    // Before the fan-out, in the middle of sending, and after it.
    await pause(round * 300);
    await watch.end('SIGKILL');
    watch = await startWatchProgram(data, port);
  }
  const { items } = await client.call<PageOf<Incident>>('GET', '/api/v1/incidents?limit=200');
  assert.ok(acknowledged > 0);
  assert.ok(items.length >= acknowledged, `${items.length} stored, ${acknowledged} acknowledged`);
  const untold = (): string[] =>
    items.map(({ id }) => `incident ${id}`).filter((subject) => !heard.has(subject));
  // What was being sent at a kill is sent again once its lease has ended, after half a minute.
  await eventually(async () => untold().length === 0).catch(() => undefined);
  assert.deepEqual(untold(), []);
  for (const [subject, ids] of heard) assert.equal(ids.size, 1, subject);
  t.diagnostic(`${items.length} incidents told across ${kills} kills`);
});
