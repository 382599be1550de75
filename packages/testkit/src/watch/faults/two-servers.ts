import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Incident } from '@castellan/watch/api';
import { CasePostgres } from '@castellan/watch/case-postgres';
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
  type TrialRun,
} from './fleet.ts';
import { deliverFindings, findingFrom, startSenders } from './senders.ts';

/** Rows of the log that a server sends at once: what its death may have sent again, at each destination. */
const batchRows = 200;

/**
 * Two servers on one store, of which one in turn is killed and comes back: what one takes in is told at the
 * other, each event is forwarded and each incident is told, once while nothing happens to them.
 */
export async function tryTwoServers({ times, progress }: TrialRun): Promise<string> {
  const { home, remove } = faultHome();
  const data = join(home, 'watch');
  const postgres = new CasePostgres(join(home, 'postgres'));
  const env = { DATABASE_URL: postgres.url };
  const servers: Program<ToldByWatch>[] = [];
  const team = await startReceiver((body) => {
    const { subject, id } = JSON.parse(body) as Record<string, string>;
    return [`${subject} ${id}`];
  });
  const siem = await startReceiver((body) =>
    body
      .split('\n')
      .flatMap((line) => (line === '' ? [] : (JSON.parse(line) as { id: string }).id)),
  );
  try {
    await postgres.start();
    const first = await startWatchProgram(data, 0, env);
    servers.push(first);
    const a = new ApiClient(first.told.url);
    await a.setUp(first.told.setUpUrl ?? '');
    servers.push(await startWatchProgram(data, 0, env));
    let b = await signedInAt(servers[1]!.told.url);
    const token = await tokenFor(a, 'shop');
    await b.call('POST', '/api/v1/channels', channelTo(team.url));
    const destination = { kind: 'json-lines', settings: { url: siem.url }, sources: ['event'] };
    await b.call('POST', '/api/v1/destinations', { name: 'siem', ...destination });

    const ending = new AbortController();
    const notice = newIncidentAt(b, ending.signal);
    const one = findingFrom('192.0.2.1');
    assert.ok(await deliverFindings(first.told, token, [one]));
    assert.equal((await notice).isNew, true);
    ending.abort();

    const targets = servers.map((_, at) => ({
      get url() {
        return servers[at]!.told.url;
      },
    }));
    const senders = startSenders(2, targets, token);
    senders.told.acknowledged.add(one.id);
    await goesOn(senders.told, 200);
    const { acknowledged } = senders.told;
    await eventually(45, 'what was taken in is forwarded', () => siem.taken.size >= 200);
    assert.deepEqual(siem.twice(), [], 'no event is forwarded twice');
    assert.deepEqual(team.twice(), [], 'no alert is sent twice');

    for (let count = 0; count < times; count += 1) {
      const at = count % 2;
      await servers[at]!.end('SIGKILL');
      await goesOn(senders.told, 200);
      servers[at] = await startWatchProgram(data, 0, env);
      progress(`${count + 1} of ${times} killed, ${acknowledged.size} events acknowledged`);
    }
    await senders.stop();
    b = await signedInAt(servers[1]!.told.url);
    await assertWhole(b, senders.told);

    await eventually(90, 'all is forwarded', () => siem.taken.size === acknowledged.size);
    assert.deepEqual(new Set(siem.taken.keys()), acknowledged);
    const again = siem.twice().length;
    assert.ok(again <= times * batchRows, `${again} events were forwarded again`);
    // Both had the jobs that tell people: each incident is told under one id.
    const incidents = await readAll<Incident>(b, '/api/v1/incidents');
    const told = (): string[] =>
      [...team.taken.keys()].map((one) => one.slice(0, one.lastIndexOf(' ')));
    await eventually(90, 'all are told', () =>
      incidents.every(({ id }) => told().includes(`incident ${id}`)),
    );
    assert.equal(new Set(told()).size, told().length, 'each once, and what playbooks did too');
    return `${acknowledged.size} events acknowledged and forwarded, ${again} of them again after a kill; ${incidents.length} incidents told, ${team.twice().length} of them again under the same id`;
  } finally {
    await Promise.all(servers.map((server) => server.end('SIGTERM')));
    await postgres.stop();
    team.end();
    siem.end();
    remove();
  }
}

/** What a service took, and how often each. */
async function startReceiver(idsIn: (body: string) => readonly string[]): Promise<{
  readonly url: string;
  readonly taken: ReadonlyMap<string, number>;
  twice(): readonly string[];
  end(): void;
}> {
  const taken = new Map<string, number>();
  const hook = await startHook((body) => {
    for (const id of idsIn(body)) taken.set(id, (taken.get(id) ?? 0) + 1);
  });
  const twice = (): string[] => [...taken].flatMap(([id, count]) => (count > 1 ? [id] : []));
  return { ...hook, taken, twice };
}

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
