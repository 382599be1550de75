import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { PageOf, WorkDetail, WorkItem } from '@castellan/watch/api';
import { caseHome, startConsole } from '../console/signed-in.ts';
import type { ApiClient } from './api-client.ts';
import { type Program, runCastellan, type Said, type ToldByWatch } from './programs.ts';

const home = caseHome('attack-work');
const folder = join(home, 'hello');
const file = join(folder, 'app.mjs');
let watch: Program<ToldByWatch>;
let client: ApiClient;
let token: string;

/** An app whose page greets by what `who` gives. */
const greeting = (shown: string): string => `import { createServer } from 'node:http';
createServer((req, res) => {
  const who = new URL(req.url, 'http://app').searchParams.get('who') ?? 'you';
  res.setHeader('content-type', 'text/html').end(\`<p>hello \${${shown}}</p>\`);
}).listen(process.env.PORT, '127.0.0.1');
`;

before(async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"name":"hello","private":true}\n');
  ({ watch, client } = await startConsole(home));
  const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'hello' });
  const made = { app, environment: 'build', name: 'build' };
  ({ token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', made));
});

after(async () => {
  await watch?.end('SIGTERM');
  rmSync(home, { recursive: true, force: true });
});

function attack(program: string): Promise<Said> {
  writeFileSync(file, program);
  const env = { CASTELLAN_WATCH_TOKEN: token, NODE_OPTIONS: '-C castellan-source' };
  const flags = ['--rate', '1000', '--send-to', watch.told.url, '--require-sent'];
  return runCastellan(folder, env, 'attack', ...flags, '--', process.execPath, file);
}

async function work(): Promise<WorkItem> {
  const { items } = await client.call<PageOf<WorkItem>>('GET', '/api/v1/work?limit=200');
  const [item, ...more] = items.filter(({ rule }) => rule === 'attack/xss');
  assert.ok(item);
  assert.deepEqual(more, []);
  return item;
}

test('a hole that attack proved is work, with the request that shows it', async () => {
  const { code, err } = await attack(greeting('who'));
  assert.equal(code, 1, err);
  assert.match(err, /the report is at 127\.0\.0\.1:\d+: 1 new, 0 came back, 0 verified fixed/);
  const item = await work();
  assert.deepEqual([item.state, item.target, item.place], ['open', 'hello', '/']);
  assert.match(item.title, /GET \/: query\.who becomes markup of the page/);
  assert.doesNotMatch(item.advice, /curl/);
  assert.equal(item.shownBy.length, 1);
  assert.match(item.shownBy[0]!, /^curl -i --path-as-is 'http:\/\/127\.0\.0\.1:PORT\/\?who=%3C/);
});

test('the next run comes upon the same hole, whatever port the app got', async () => {
  const { err } = await attack(greeting('who'));
  assert.match(err, /0 new, 0 came back, 0 verified fixed/);
  assert.equal((await work()).state, 'open');
});

test('once it is mended a run verifies that, and it comes back with the hole', async () => {
  const { code, err } = await attack(greeting("who.replaceAll('<', '&lt;')"));
  assert.equal(code, 0, err);
  assert.match(err, /0 new, 0 came back, 1 verified fixed/);
  const item = await work();
  assert.equal(item.state, 'verified');
  const { notes } = await client.call<WorkDetail>('GET', `/api/v1/work/${item.id}`);
  assert.ok(notes.some(({ kind }) => kind === 'verified'));
  assert.match((await attack(greeting('who'))).err, /0 new, 1 came back, 0 verified fixed/);
});
