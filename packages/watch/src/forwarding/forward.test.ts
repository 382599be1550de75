import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { parseNetwork } from '@castellan/core';
import { sql } from 'kysely';
import type { AlertContext } from '../alerts/alert-context.ts';
import { caseGazetteer } from '../gazetteer/case-gazetteer.ts';
import { caseFinding, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import { ada } from '../people/case-ada.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers, temporaryDirectory } from '../store/case-store.ts';
import { connect } from '../store/connection.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import type { Store } from '../store/schema.ts';
import { Vault } from '../vault/vault.ts';
import { addDestination } from './destinations.ts';
import { forward } from './forward.ts';

let open: OpenStore;
let other: Store;
let context: AlertContext;
let scope: IngestScope;
let siem: Server;
let taken: string[] = [];
let status = 200;
before(async () => {
  open = await caseServers[0]!.open();
  other = connect(open.connection);
  scope = await caseScope(open.store);
  siem = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const lines = text.split('\n').filter((line) => line !== '');
      if (status === 200)
        taken.push(...lines.map((line) => (JSON.parse(line) as { id: string }).id));
      response.writeHead(status).end();
    });
  });
  siem.listen(0, '127.0.0.1');
  await once(siem, 'listening');
  context = {
    store: open.store,
    vault: new Vault(temporaryDirectory()),
    publicUrl: new URL('https://watch.example.com'),
    innerNetworks: [parseNetwork('127.0.0.0/8')!],
    gazetteer: await caseGazetteer(),
  };
});
beforeEach(async () => {
  await sql`delete from destinations`.execute(open.store);
  taken = [];
  status = 200;
  const { port } = siem.address() as AddressInfo;
  const done = await addDestination(context, ada, {
    name: 'siem',
    kind: 'json-lines',
    settings: { url: `http://127.0.0.1:${port}/` },
    sources: ['event'],
  });
  assert.ok(done.ok);
});
after(async () => {
  siem?.closeAllConnections();
  siem?.close();
  await other?.destroy();
  await open?.close();
});

async function deliver(count: number): Promise<string[]> {
  const rows = caseRows(
    scope,
    Array.from({ length: count }, () => caseFinding()),
  );
  await storeDelivery(open.store, new Partitions(open.store), scope, { rows, heartbeats: [] });
  return rows.map(({ id }) => id);
}

test('of two servers one forwards at a time: each event once, in order, while deliveries go on', async () => {
  const ids: string[] = [];
  const ending = new AbortController();
  const servers = [open.store, other].map(async (store) => {
    const runner = new JobRunner(store, [], (error) => assert.fail(String(error)));
    const job = { name: 'forward', everySeconds: 1, run: () => forward({ ...context, store }) };
    let ran = 0;
    while (!ending.signal.aborted) {
      if (await runner.runOnce(job)) ran += 1;
      await pause(5);
    }
    return ran;
  });
  for (let round = 0; round < 30; round += 1) ids.push(...(await deliver(10)));
  while (taken.length < ids.length) await pause(20);
  ending.abort();
  const ran = await Promise.all(servers);
  assert.deepEqual(taken, ids);
  assert.ok(
    ran.every((count) => count > 0),
    `both had their turns: ${ran.join(', ')}`,
  );
});

test('what was put off while the clock was ahead goes on as soon as it is right', async () => {
  status = 503;
  const ids = await deliver(3);
  await forward(context);
  // As if it had failed five hours from now.
  await sql`update destinations set next_at = next_at + interval '5 hours'`.execute(open.store);
  status = 200;
  await forward(context);
  assert.deepEqual(taken, ids);
  status = 503;
  const later = await deliver(3);
  await forward(context);
  status = 200;
  await forward(context);
  assert.deepEqual(taken, ids, 'a wait as it should be is kept');
  await sql`update destinations set next_at = now()`.execute(open.store);
  await forward(context);
  assert.deepEqual(taken, [...ids, ...later]);
});
