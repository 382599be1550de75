import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, afterEach, before, test } from 'node:test';
import {
  attackHeader,
  type ExpressionUse,
  type SensorMessage,
  sensorVariable,
} from '@castellan/core';
import { parseSensorMessage } from '@castellan/core/wire';

const folder = mkdtempSync(join(tmpdir(), 'castellan-sensor-test-'));
const file = join(folder, 'sensor.json');
const socket = join(folder, 'sensor.sock');
const sockets = new Set<Socket>();
let told: SensorMessage[] = [];
let server: Server;
let child: ChildProcess | undefined;

before(async () => {
  let rest = '';
  server = createServer((one) => {
    sockets.add(one);
    one.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      told.push(...lines.map(parseSensorMessage));
    });
  }).listen(socket);
  await once(server, 'listening');
});
after(() => {
  for (const one of sockets) one.destroy();
  server.close();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  const gone = child && once(child, 'exit');
  child?.kill();
  await gone;
  child = undefined;
  told = [];
});

async function start(
  more: Readonly<Record<string, string>> = {},
  rights = 0o600,
  program = 'case-sensor-app.mjs',
): Promise<string> {
  writeFileSync(file, JSON.stringify({ socket, key: 'the key', tag: 'ab12' }));
  chmodSync(file, rights);
  child = fork(resolve(import.meta.dirname, program), {
    execArgv: ['-C', 'castellan-source', '--import', '@castellan/guard/register'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      CASTELLAN_MODE: 'monitor',
      CASTELLAN_ENVIRONMENT: 'attack',
      CASTELLAN_FINDINGS_FILE: 'false',
      CASTELLAN_LOG: 'off',
      [sensorVariable]: file,
      ...more,
    },
  });
  const [port] = (await once(child, 'message')) as [number];
  return `http://127.0.0.1:${port}/inner`;
}

/** Sends a request of the run, and gives what was told of it once it is over. */
async function send(url: string, mark: string, init: RequestInit = {}): Promise<SensorMessage[]> {
  const headers = { 'content-type': 'application/json', [attackHeader]: mark };
  await (await fetch(url, { ...init, headers })).text();
  const number = Number(mark.split('-')[1]);
  const isOver = (): boolean => told.some((one) => 'over' in one && one.over.exchange === number);
  for (let waited = 0; waited < 200 && !isOver(); waited += 1) await pause(20);
  return told;
}

/** Routes are told by themselves, apart from any exchange: waits until there are so many. */
async function routesTold(least: number): Promise<readonly string[]> {
  const routes = (): string[] =>
    told
      .flatMap((one) => ('routes' in one ? one.routes : []))
      .map(({ method, pattern }) => `${method} ${pattern}`);
  for (let waited = 0; waited < 500 && routes().length < least; waited += 1) await pause(20);
  return routes();
}

const overOf = (messages: readonly SensorMessage[]) =>
  messages.flatMap((one) => ('over' in one ? [one.over] : []));

test('what an app reads by name, which route it was, and which routes there are', async () => {
  const base = await start();
  const [named] = overOf(await send(`${base}/named/7`, 'ab12-1-learn'));
  assert.equal(named?.route, '/inner/named/:id');
  assert.deepEqual(named?.reads, ['query.word', 'header.x-till']);
  const body = await send(`${base}/body`, 'ab12-2-learn', { method: 'POST', body: '{"user":{}}' });
  assert.deepEqual(overOf(body)[1]?.reads, ['body.user', 'body.user.name']);
  assert.deepEqual((await routesTold(3)).slice(0, 3), [
    'GET /inner/named/:id',
    'POST /inner/body',
    'GET /inner/sql',
  ]);
  assert.ok(told.some((one) => 'hello' in one && one.hello.key === 'the key'));
  assert.ok(told.some((one) => 'listening' in one));
});

test('the same of Fastify', async () => {
  const base = await start({}, 0o600, 'case-fastify-app.mjs');
  const [named] = overOf(await send(`${base}/named/7`, 'ab12-1-learn'));
  assert.equal(named?.route, '/inner/named/:id');
  assert.deepEqual(named?.reads, ['query.word']);
  const body = await send(`${base}/body`, 'ab12-2-learn', { method: 'POST', body: '{"user":{}}' });
  assert.deepEqual(overOf(body)[1]?.reads, ['body.user', 'body.user.name']);
  const known = new Set(await routesTold(2));
  assert.ok(known.has('GET /inner/named/:id') && known.has('POST /inner/body'), [...known].join());
  // It loads the servers of TLS: a sensor must not be in the way of guard's own hooks.
  assert.deepEqual(
    told.filter((one) => 'unseen' in one),
    [],
  );
});

test('a call of a sink, and guard’s verdict on it, before the exchange is over', async () => {
  const base = await start();
  const messages = await send(
    `${base}/sql?q=${encodeURIComponent("zqab120001qz' AND 'a'='a")}`,
    'ab12-3',
  );
  const [sighting] = messages.flatMap((one) => ('sighting' in one ? [one.sighting] : []));
  assert.equal(sighting?.text, "SELECT 'zqab120001qz' AND 'a'='a' AS a");
  const [verdict] = messages.flatMap((one) => ('verdict' in one ? [one.verdict] : []));
  assert.equal(`${verdict?.exchange} ${verdict?.finding.detection}`, '3 sql-injection');
  const place = (key: string): number => messages.findIndex((one) => key in one);
  assert.ok(place('verdict') < place('over'));
});

/** Outside of guard's own folder, whose lines are nobody's. */
const matching = String.raw`import { createServer } from 'node:http';
const server = createServer((req, res) => {
  const text = decodeURIComponent(req.url.slice(1));
  res.end(String([/^(?:a+)+$/i.test(text), text.replace(/\s+$/, '').split(/,+/), /x/.test('y')]));
}).listen(0, '127.0.0.1', () => process.send(server.address().port));
process.once('disconnect', () => process.exit());`;

test('expressions that a value of the run comes to, how long they took, and no others', async () => {
  const program = join(folder, 'matching.mjs');
  writeFileSync(program, matching);
  const { origin } = new URL(await start({}, 0o600, program));
  const usesOf = async (text: string, mark: string): Promise<readonly ExpressionUse[]> => {
    const overs = overOf(await send(`${origin}/${encodeURIComponent(text)}`, mark));
    return overs.at(-1)?.expressions ?? [];
  };
  const uses = await usesOf('zqab120001qz, b ', 'ab12-5');
  const own = uses.filter(({ location }) => location?.file === program);
  assert.deepEqual(
    own.map(({ source }) => source).sort(),
    [',+', '\\s+$', '^(?:a+)+$'],
    JSON.stringify(uses),
  );
  for (const { canaries, location } of own)
    assert.deepEqual([canaries, location?.line], [['zqab120001qz'], 4]);
  const nested = own.find(({ flags }) => flags === 'i');
  assert.equal(nested?.length, 'zqab120001qz, b '.length);
  const [slowest] = await usesOf(`${'a'.repeat(24)}!`, 'ab12-6');
  assert.equal(slowest?.source, '^(?:a+)+$');
  assert.ok((slowest?.elapsedMs ?? 0) > (nested?.elapsedMs ?? 0));
});

test('what was left on every object is told and taken away', async () => {
  const base = await start();
  const body = '{"__proto__":{"zqab120001qz":1}}';
  const messages = await send(`${base}/merge`, 'ab12-4', { method: 'POST', body });
  assert.deepEqual(overOf(messages)[0]?.polluted, ['zqab120001qz']);
  assert.equal(await (await fetch(`${base}/polluted`)).json(), 'clean');
});

test('requests of nobody’s run are none of the sensor’s business', async () => {
  const base = await start();
  for (const mark of ['', 'cd34-1', 'ab12-x', 'ab12'])
    await (
      await fetch(`${base}/sql?q=1`, { headers: mark === '' ? {} : { [attackHeader]: mark } })
    ).text();
  await send(`${base}/sql?q=1`, 'ab12-9');
  assert.equal(overOf(told).length, 1);
});

test(
  'in production, or with a file that others may read, nothing is told',
  { skip: process.platform === 'win32' },
  async () => {
    const silent = async (base: string): Promise<void> => {
      await (await fetch(`${base}/sql?q=1`, { headers: { [attackHeader]: 'ab12-1' } })).text();
      await pause(300);
      assert.deepEqual(told, []);
    };
    await silent(await start({ CASTELLAN_ENVIRONMENT: 'production' }));
    child?.kill();
    await silent(await start({}, 0o644));
  },
);
