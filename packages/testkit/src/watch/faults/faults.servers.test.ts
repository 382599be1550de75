import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Incident } from '@castellan/watch/api';
import { CasePostgres, withoutDebian } from '@castellan/watch/case-postgres';
import { ApiClient } from '../api-client.ts';
import { type Program, startWatchProgram, type ToldByWatch } from '../programs.ts';
import {
  assertWhole,
  eventually,
  faultHome,
  goesOn,
  readAll,
  signedInAt,
  startHook,
  tokenFor,
} from './fleet.ts';
import { deliverFindings, findingFrom, startSenders } from './senders.ts';

const { home, remove } = faultHome();
const data = join(home, 'watch');
const servers: Program<ToldByWatch>[] = [];
let postgres: CasePostgres | undefined;
let hook: { readonly url: string; end(): void } | undefined;
after(async () => {
  await Promise.all(servers.map((one) => one.end('SIGTERM')));
  await postgres?.stop();
  hook?.end();
  remove();
});

test(
  'two servers on one store: what one takes in is told at the other, and it goes on when one is killed',
  { skip: withoutDebian ?? false },
  async () => {
    postgres = new CasePostgres(join(home, 'postgres'));
    await postgres.start();
    const env = { DATABASE_URL: postgres.url };
    const first = await startWatchProgram(data, 0, env);
    servers.push(first);
    const a = new ApiClient(first.told.url);
    await a.setUp(first.told.setUpUrl ?? '');
    const second = await startWatchProgram(data, 0, env);
    servers.push(second);
    const b = await signedInAt(second.told.url);
    const token = await tokenFor(a, 'shop');
    /** Ids of what was told, by incident. */
    const told = new Map<string, Set<string>>();
    hook = await startHook((body) => {
      const { subject, id } = JSON.parse(body) as { subject: string; id: string };
      told.set(subject, (told.get(subject) ?? new Set()).add(id));
    });
    await b.call('POST', '/api/v1/channels', channelTo(hook.url));

    const ending = new AbortController();
    const notice = newIncidentAt(b, ending.signal);
    assert.ok(await deliverFindings(first.told, token, [findingFrom('192.0.2.1')]));
    assert.equal((await notice).isNew, true);
    ending.abort();

    const senders = startSenders(2, [first.told, second.told], token);
    await goesOn(senders.told, 200);
    await first.end('SIGKILL');
    servers.shift();
    await goesOn(senders.told, 200);
    await senders.stop();
    assert.ok(!senders.told.answers.has('503'));
    await assertWhole(b, senders.told);

    // Both had the jobs that tell people: each incident is told under one id.
    const incidents = await readAll<Incident>(b, '/api/v1/incidents');
    await eventually(45, 'all are told', () => told.size === incidents.length);
    assert.deepEqual(
      [...told.values()].filter((ids) => ids.size > 1),
      [],
    );
  },
);

function channelTo(url: string): object {
  return {
    name: 'team',
    kind: 'webhook',
    settings: { url, secret: 'a secret of sixteen characters' },
    rules: {
      minSeverity: 'low',
      includesWeaknesses: true,
      apps: [],
      mutes: [],
      quota: { count: 1_000, minutes: 60 },
    },
  };
}

/** The next new incident that a page of this server is told of. */
async function newIncidentAt(
  client: ApiClient,
  signal: AbortSignal,
): Promise<{ readonly isNew: boolean }> {
  for await (const { event, data: text } of client.stream(signal)) {
    if (event === 'incident') return JSON.parse(text) as { isNew: boolean };
  }
  throw new Error('the stream ended');
}
