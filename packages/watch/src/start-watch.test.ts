import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { IngestAnswer } from '@castellan/core';
import { sql } from 'kysely';
import { caseFinding, caseRequest, caseScope } from './ingest/case-finding.ts';
import { createIngestToken } from './people/tokens.ts';
import { type RunningWatch, startWatch } from './start-watch.ts';
import { temporaryDirectory } from './store/case-store.ts';
import { isAlive } from './store/embedded/postmaster-file.ts';
import { openStore, type OpenStore } from './store/open-store.ts';

const errors: unknown[] = [];
let open: OpenStore;
let databaseUrl: string;
const servers: RunningWatch[] = [];
let token: string;
let appId: string;

/** Two servers on one store, as a team runs them behind a balancer; the store is killed under them. */
before(async () => {
  open = await openStore({ directory: join(temporaryDirectory(), 'data') });
  const { host = '', user, password } = open.connection;
  databaseUrl = `postgres://${user}:${String(password)}@/postgres?host=${encodeURIComponent(host)}`;
  for (let count = 0; count < 2; count += 1) {
    servers.push(
      await startWatch({
        directory: '/nowhere',
        databaseUrl,
        port: 0,
        host: '127.0.0.1',
        trustedProxies: [],
        onError: (error) => errors.push(error),
      }),
    );
  }
  const scope = await caseScope(open.store);
  ({ appId } = scope);
  const owner = { name: 'test', createdBy: undefined };
  ({ token } = await createIngestToken(open.store, scope, owner));
});
after(async () => {
  for (const server of servers) await server.close();
  await open?.close();
});

function deliver(server: RunningWatch, body: Buffer<ArrayBuffer>): Promise<Response> {
  return fetch(`${server.url}/api/v1/ingest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-encoding': 'gzip' },
    body,
    signal: AbortSignal.timeout(30_000),
  });
}

test('the database killed with -9 under ingest: refusals in words, nothing acknowledged lost, nothing twice', async () => {
  const sent = new Set<string>();
  const statuses = new Set<number>();
  const ending = new AbortController();
  const send = async (server: RunningWatch, sender: number): Promise<void> => {
    for (let round = 0; !ending.signal.aborted; round += 1) {
      const request = caseRequest(`198.51.${sender}.${round % 200}`);
      const findings = Array.from({ length: 5 }, () => caseFinding({ request }));
      const body = gzipSync(findings.map((finding) => JSON.stringify({ finding })).join('\n'));
      for (;;) {
        const answer = await deliver(server, body);
        statuses.add(answer.status);
        if (answer.status === 200) {
          const { accepted, duplicates } = (await answer.json()) as IngestAnswer;
          assert.equal(accepted + duplicates, 5);
          for (const { id } of findings) sent.add(id);
          break;
        }
        assert.equal(answer.status, 503, String(errors.at(-1)));
        assert.ok(Number(answer.headers.get('retry-after')) > 0);
        await pause(100);
      }
    }
  };
  const senders = servers.flatMap((server, index) => [
    send(server, 2 * index),
    send(server, 2 * index + 1),
  ]);
  for (let kills = 0; kills < 5; kills += 1) {
    await pause(700);
    // It may be on its way back from the kill before: then that is what is hit.
    while (!isAlive(open.embedded?.pid ?? 0)) await pause(20);
    process.kill(open.embedded?.pid ?? 0, 'SIGKILL');
  }
  const count = sent.size;
  while (sent.size < count + 50) await pause(50);
  ending.abort();
  await Promise.all(senders);
  assert.ok(statuses.has(503), 'the database was away');
  const stored = await open.store
    .selectFrom('events')
    .select('id')
    .where('app_id', '=', appId)
    .execute();
  const ids = stored.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'none twice');
  assert.deepEqual(new Set(ids), sent);
  const { events } = await open.store
    .selectFrom('incidents')
    .select(sql<number>`sum(events)::float8`.as('events'))
    .where('app_id', '=', appId)
    .executeTakeFirstOrThrow();
  assert.equal(events, ids.length);
});

test('a port that is taken is told in words', async () => {
  const port = Number(new URL(servers[0]?.url ?? '').port);
  const options = {
    directory: '/nowhere',
    databaseUrl,
    port,
    host: '127.0.0.1',
    trustedProxies: [],
  };
  const starting = startWatch({ ...options, onError: () => undefined });
  await assert.rejects(
    starting,
    new RegExp(`Port ${port} of 127.0.0.1 cannot be used: it is taken`),
  );
});

test('a database that cannot be reached, and one of a newer watch, are told in words', async () => {
  const options = {
    directory: '/nowhere',
    port: 0,
    host: '127.0.0.1',
    trustedProxies: [],
    onError: () => undefined,
  };
  const away = startWatch({ ...options, databaseUrl: 'postgres://watch:secret@127.0.0.1:9/x' });
  await assert.rejects(away, (error: Error) => {
    assert.match(error.message, /The database cannot be reached: .*ECONNREFUSED/);
    return !error.message.includes('secret');
  });
  await open.store.executeQuery({
    sql: `insert into kysely_migration (name, timestamp) values ('9999-later', 'x')`,
    parameters: [],
    query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
    queryId: { queryId: 'test' },
  });
  await assert.rejects(
    startWatch({ ...options, databaseUrl }),
    /made by a newer watch \(it knows 9999-later\)/,
  );
});
