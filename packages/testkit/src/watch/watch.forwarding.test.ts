import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcp,
  type Server as Tcp,
  type Socket,
} from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createServer as createTls } from 'node:tls';
import { caseFinding } from '@castellan/core/cases';
import type { Destination } from '@castellan/watch/api';
import { eventually } from '../console/browser.ts';
import { caseHome, startConsole } from '../console/signed-in.ts';
import type { ApiClient } from './api-client.ts';
import { type Program, startWatchProgram, type ToldByWatch } from './programs.ts';

const home = caseHome('forwarding');
let watch: Program<ToldByWatch>;
let client: ApiClient;
let token: string;
let port: number;

before(async () => {
  ({ watch, client } = await startConsole(home));
  port = Number(new URL(watch.told.url).port);
  const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
  const scope = { app, environment: 'test', name: 'shop' };
  ({ token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', scope));
});
const closing: (() => void)[] = [];
after(async () => {
  await watch?.end('SIGTERM');
  for (const close of closing) close();
  rmSync(home, { recursive: true, force: true });
});

/** Delivers events of their own, and gives their ids in order. */
async function store(count: number, reason = 'The input ends a string.'): Promise<string[]> {
  const findings = Array.from({ length: count }, () =>
    caseFinding({ id: randomUUID(), time: new Date().toISOString(), reason }),
  );
  const answer = await fetch(`${watch.told.url}/api/v1/ingest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: findings.map((finding) => JSON.stringify({ finding })).join('\n'),
  });
  assert.equal(answer.status, 200);
  return findings.map(({ id }) => id);
}

interface Receiver {
  readonly url: string;
  readonly server: Server;
  readonly bodies: {
    readonly text: string;
    readonly headers: Record<string, unknown>;
    readonly url: string;
  }[];
  answer: (text: string) => readonly [status: number, body: string];
}

async function receiver(at = 0): Promise<Receiver> {
  const bodies: Receiver['bodies'] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const [status, body] = made.answer(text);
      if (status < 300) bodies.push({ text, headers: request.headers, url: request.url ?? '' });
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const made: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    bodies,
    answer: () => [200, '{}'],
  };
  return made;
}

async function add(
  name: string,
  kind: string,
  settings: object,
  sources = ['event'],
): Promise<string> {
  const body = { name, kind, settings, sources };
  return (await client.call<{ id: string }>('POST', '/api/v1/destinations', body)).id;
}

async function stateOf(id: string): Promise<Destination> {
  const { items } = await client.call<{ items: Destination[] }>('GET', '/api/v1/destinations');
  return items.find((one) => one.id === id)!;
}

const linesOf = ({ bodies }: Receiver): Record<string, unknown>[] =>
  bodies.flatMap(({ text }) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  );

test('JSON lines: what happens from now on comes in order, with its secret, incidents and audit too', async () => {
  await store(3);
  const siem = await receiver();
  const settings = { url: `${siem.url}/in`, authorization: 'Bearer of the siem' };
  const id = await add('siem', 'json-lines', settings, ['event', 'incident', 'audit']);
  const ids = await store(5);
  await client.call('POST', '/api/v1/apps', { name: 'another' });
  await eventually(async () =>
    linesOf(siem).some(
      ({ action, message }) => action === 'audit' && String(message).includes('add app another'),
    ),
  );
  const lines = linesOf(siem);
  const events = lines.filter(({ source }) => source === 'event');
  assert.deepEqual(
    events.map((one) => one['id']),
    ids,
    'in order, and nothing of before',
  );
  assert.equal(siem.bodies[0]?.headers['authorization'], 'Bearer of the siem');
  const { items } = await client.call<{ items: { id: string }[] }>('GET', '/api/v1/incidents');
  await client.call('PATCH', `/api/v1/incidents/${items[0]?.id}`, { status: 'closed' });
  await eventually(async () => linesOf(siem).some(({ action }) => action === 'incident-resolved'));
  await eventually(async () => (await stateOf(id)).behind === 0);
  const state = await stateOf(id);
  assert.equal(state.problem, undefined);
  assert.equal(JSON.stringify(state).includes('of the siem'), false);
  assert.equal(state.hasSecrets, true);
  await client.call('DELETE', `/api/v1/destinations/${id}`);
});

test('a receiver that is down and back gets everything, in order, also over a killed watch', async () => {
  const first = await receiver();
  const { port: at } = first.server.address() as AddressInfo;
  const id = await add('flaky', 'json-lines', { url: `${first.url}/` });
  const sent = await store(4);
  await eventually(async () => linesOf(first).length === 4);
  first.server.closeAllConnections();
  await new Promise((resolve) => first.server.close(resolve));
  for (let round = 0; round < 3; round += 1) sent.push(...(await store(250)));
  await eventually(async () => (await stateOf(id)).problem !== undefined);
  const down = await stateOf(id);
  assert.match(down.problem ?? '', /was not reached: connect ECONNREFUSED/);
  assert.ok(down.behind > 0 && down.behindSince !== undefined && down.nextAt !== undefined);
  await watch.end('SIGKILL');
  watch = await startWatchProgram(join(home, 'data'), port);
  const back = await receiver(at);
  let asked = 0;
  back.answer = () => {
    asked += 1;
    return asked === 2 ? [503, 'busy'] : [200, ''];
  };
  await eventually(async () => linesOf(back).length >= 750);
  const got = [...linesOf(first), ...linesOf(back)].map((one) => one['id']);
  assert.deepEqual([...new Set(got)], sent, 'nothing lost, order kept');
  await eventually(async () => (await stateOf(id)).behind === 0);
  assert.equal((await stateOf(id)).problem, undefined);
  await client.call('DELETE', `/api/v1/destinations/${id}`);
});

test('Elasticsearch: ECS by _bulk under ids of ours; busy is sent again, refused for good is counted', async () => {
  const elastic = await receiver();
  const tries: string[] = [];
  elastic.answer = (text) => {
    tries.push(text);
    const count = text.split('\n').filter((line) => line !== '').length / 2;
    const item = (at: number): object => {
      if (tries.length === 1) return { create: { status: 429, error: { type: 'es_rejected' } } };
      const error = { type: 'mapping', reason: 'no such field' };
      return at === 0
        ? { create: { status: 400, error } }
        : { create: { status: at === 1 ? 409 : 201 } };
    };
    return [
      200,
      JSON.stringify({ errors: true, items: Array.from({ length: count }, (_, at) => item(at)) }),
    ];
  };
  const id = await add('elastic', 'elastic', {
    url: `${elastic.url}/es`,
    index: 'logs-castellan-default',
  });
  const ids = await store(3);
  await eventually(async () => (await stateOf(id)).sent === 2);
  const state = await stateOf(id);
  assert.deepEqual([state.refused, state.behind], [1, 0]);
  assert.match(state.problem ?? '', /refused 1 for good: 400 mapping no such field/);
  assert.match(
    elastic.bodies.at(-1)?.url ?? '',
    /^\/es\/logs-castellan-default\/_bulk\?filter_path=/,
  );
  const lines = (tries.at(-1) ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, never>);
  assert.deepEqual(
    lines.filter((_, at) => at % 2 === 0),
    ids.map((_id) => ({ create: { _id } })),
  );
  assert.deepEqual((lines[1] as { ecs?: unknown })?.ecs, { version: '8.17.0' });
  await client.call('DELETE', `/api/v1/destinations/${id}`);
});

test('OTLP: one request of logs a batch', async () => {
  const collector = await receiver();
  const id = await add('otlp', 'otlp', { url: `${collector.url}/v1/logs` }, ['event', 'audit']);
  const ids = await store(2);
  await eventually(async () => (await stateOf(id)).behind === 0 && collector.bodies.length > 0);
  const requests = collector.bodies.map(
    ({ text }) => JSON.parse(text) as { resourceLogs: object[] },
  );
  const all = JSON.stringify(requests);
  for (const one of ids) assert.ok(all.includes(one));
  assert.ok(all.includes('castellan.audit'), 'that it was added is told, too');
  await client.call('DELETE', `/api/v1/destinations/${id}`);
});

/** Reads lines with their length before them (RFC 6587 §3.4.1). */
function unframed(bytes: Buffer): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const length = Number(bytes.subarray(at, space).toString());
    assert.ok(Number.isInteger(length) && length > 0, 'a length stands before each line');
    lines.push(bytes.subarray(space + 1, space + 1 + length).toString());
    at = space + 1 + length;
  }
  return lines;
}

/** A syslog server as they are: reads each connection to its end. */
function collecting(lines: string[]): (socket: Socket) => void {
  return (socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('end', () => {
      lines.push(...unframed(Buffer.concat(chunks)));
      socket.end();
    });
  };
}

async function listening(server: Tcp): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

test('syslog over TCP: CEF with octet counting; no text of an attacker begins a line', async () => {
  const lines: string[] = [];
  const at = await listening(createTcp(collecting(lines)));
  const id = await add('syslog', 'syslog', { host: '127.0.0.1', port: at, security: 'none' }, [
    'event',
    'audit',
  ]);
  const ids = await store(3, 'a\n40 <134>1 2026 evil | = \\ ü');
  await eventually(
    async () => lines.filter((line) => line.includes('|sql-injection|')).length >= 3,
  );
  const events = lines.filter((line) => line.includes('|sql-injection|'));
  assert.deepEqual(
    events.map((line) => /externalId=(\S+)/.exec(line)?.[1]),
    ids,
  );
  for (const line of lines)
    assert.match(line, /^<\d+>1 \S+ \S+ castellan - \S+ - CEF:0\|Castellan\|watch\|1\|/);
  assert.ok(
    lines.some((line) => line.includes('|audit|') && line.includes('add destination syslog')),
  );
  await client.call('DELETE', `/api/v1/destinations/${id}`);
});

test('syslog over TLS: a certificate that nobody vouches for is refused, that of a private authority is trusted', async () => {
  const key = join(home, 'key.pem');
  const cert = join(home, 'cert.pem');
  const making = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost
    -addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`;
  execFileSync('openssl', making.split(/\s+/), { stdio: 'ignore' });
  const lines: string[] = [];
  const tls = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, collecting(lines));
  tls.on('tlsClientError', () => undefined);
  const at = await listening(tls);
  const settings = { host: 'localhost', port: at, security: 'tls' };
  const id = await add('tls', 'syslog', settings);
  const [event = ''] = await store(1);
  await eventually(async () => /self-signed/.test((await stateOf(id)).problem ?? ''));
  assert.equal(lines.length, 0);
  // As a form of one line gives it.
  const ca = readFileSync(cert, 'utf8').replaceAll('\n', ' ');
  await client.call('PATCH', `/api/v1/destinations/${id}`, { settings: { ...settings, ca } });
  await eventually(async () => lines.length > 0);
  assert.ok(lines[0]?.includes(event));
  await client.call('DELETE', `/api/v1/destinations/${id}`);
});

test('a pause holds everything and loses nothing; a test goes past what waits; a move takes the secret anew', async () => {
  const siem = await receiver();
  const id = await add('paused', 'json-lines', { url: `${siem.url}/`, authorization: 'Bearer x' });
  await client.call('PATCH', `/api/v1/destinations/${id}`, { isPaused: true });
  const ids = await store(2);
  const tested = await client.call<{ isAccepted: boolean }>(
    'POST',
    `/api/v1/destinations/${id}/test`,
  );
  assert.equal(tested.isAccepted, true);
  assert.deepEqual(
    linesOf(siem).map(({ source }) => source),
    ['test'],
  );
  assert.equal((await stateOf(id)).behind, 2);
  const moved = { settings: { url: 'https://elsewhere.example.com/' } };
  const refused = await client.raw('PATCH', `/api/v1/destinations/${id}`, moved);
  assert.match(await refused.text(), /another place now: give authorization again/);
  await client.call('PATCH', `/api/v1/destinations/${id}`, { isPaused: false });
  await eventually(async () => linesOf(siem).length === 3);
  assert.deepEqual(
    linesOf(siem)
      .slice(1)
      .map((one) => one['id']),
    ids,
  );
  await client.call('DELETE', `/api/v1/destinations/${id}`);
});

test('an inner address that was not allowed is refused in words', async () => {
  const id = await add('inner', 'syslog', { host: '169.254.169.254', port: 514, security: 'none' });
  const told = await client.call<{ isAccepted: boolean; problem: string }>(
    'POST',
    `/api/v1/destinations/${id}/test`,
  );
  assert.equal(told.isAccepted, false);
  assert.match(told.problem, /inner address, where watch sends nothing/);
  await client.call('DELETE', `/api/v1/destinations/${id}`);
});
