import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { CasePostgres, withoutDebian } from '@castellan/watch/case-postgres';
import { ApiClient } from '../api-client.ts';
import { type Program, startWatchProgram, type ToldByWatch } from '../programs.ts';
import { assertWhole, eventually, faultHome, goesOn, tokenFor } from './fleet.ts';
import { startSenders } from './senders.ts';

const away = 'The database is away; try again.';
const { home, remove } = faultHome();
const data = join(home, 'watch');
let postgres: CasePostgres | undefined;
let watch: Program<ToldByWatch> | undefined;
after(async () => {
  await watch?.end('SIGTERM');
  await postgres?.stop();
  remove();
});

test(
  'a database that goes and comes back: it says so in words, nothing acknowledged is lost, and it goes on by itself',
  { skip: withoutDebian ?? false },
  async () => {
    postgres = new CasePostgres(join(home, 'postgres'));
    const env = { DATABASE_URL: postgres.url };
    await assert.rejects(startWatchProgram(data, 0, env), /The database cannot be reached: /);
    await postgres.start();
    watch = await startWatchProgram(data, 0, env);
    const client = new ApiClient(watch.told.url);
    await client.setUp(watch.told.setUpUrl ?? '');
    const senders = startSenders(2, [watch.told], await tokenFor(client, 'shop'));
    const ending = new AbortController();
    const heard = hear(client, ending.signal);
    await goesOn(senders.told, 100);

    await postgres.stop('SIGINT');
    await eventually(20, 'senders are told', () => senders.told.answers.has('503'));
    for (const path of ['/api/v1/session', '/api/v1/incidents', '/api/v1/health']) {
      const answer = await client.raw('GET', path);
      assert.equal(answer.status, 503, path);
      assert.ok(Number(answer.headers.get('retry-after')) > 0, path);
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      assert.deepEqual([error.code, error.message], ['busy', away]);
    }
    await postgres.start();
    await goesOn(senders.told, 100);
    await eventually(20, 'pages are told', () => heard.includes('gap'));

    // At once, and hard, in the middle of deliveries.
    for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
      await postgres.stop(signal);
      await pause(300);
      await postgres.start();
      await goesOn(senders.told, 60);
    }
    await eventually(20, 'pages hear of incidents again', () => heard.at(-1) === 'incident');
    ending.abort();
    await senders.stop();
    assert.deepEqual([...senders.told.answers.keys()].sort(), ['200', '503']);
    assert.deepEqual([...senders.told.words], [away]);
    await assertWhole(client, senders.told);
  },
);

/** Names of the notices on a page's stream, as they come. */
function hear(client: ApiClient, signal: AbortSignal): readonly string[] {
  const heard: string[] = [];
  const listen = async (): Promise<void> => {
    for await (const { event } of client.stream(signal)) heard.push(event);
  };
  listen().catch(() => undefined);
  return heard;
}
