import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import { after, before, it } from 'node:test';
import {
  type RequestContext,
  requestsInFlight,
  runInRequest,
} from '../../context/request-context.ts';
import { coverageReport } from '../../hooks/coverage.ts';
import { probeContext } from '../../verdict/probe.ts';
import { sink } from './socket-write.ts';

const startup = Buffer.from('\0\0\0\x13\0\x03\0\0user\0test\0\0', 'latin1');
const attack = "x' OR 'a' = 'a";
let server: Server;
let received = '';

before(async () => {
  assert.ok(sink.install());
  server = net.createServer((socket) => {
    socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

after(() => server.close());

function queryMessage(text: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text) + 5);
  return `Q${length.toString('latin1')}${text}\0`;
}

/** What the server gets of what `write` writes, while these requests are in flight. */
async function sent(requests: RequestContext[], write: (socket: Socket) => void): Promise<string> {
  received = '';
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  for (const request of requests) requestsInFlight.add(request);
  try {
    write(socket);
  } finally {
    for (const request of requests) requestsInFlight.delete(request);
  }
  socket.end();
  await once(socket, 'close');
  return received;
}

it('proves itself', () => assert.ok(sink.selfCheck()));

it('refuses the request whose input it was, and nobody else, outside of any context', async () => {
  const [alice, mallory] = [probeContext("alice's input"), probeContext(attack)];
  const text = queryMessage(
    `SELECT id, name FROM users WHERE active AND name = '${attack}' ORDER BY id`,
  );
  const bytes = await sent([alice, mallory], (socket) => {
    socket.write(startup);
    socket.write(text, 'latin1');
  });
  assert.equal(alice.blockedBy, undefined);
  assert.ok(mallory.blockedBy !== undefined);
  assert.ok(bytes.includes(`SELECT "castellan refused this ${mallory.blockedBy}"`), bytes);
  assert.ok(!bytes.includes('OR'), bytes);
  assert.equal(bytes.length, startup.length + text.length);
});

it('sees what end sends, as bytes of any kind, and calls back', async () => {
  const mallory = probeContext(attack);
  let calls = 0;
  const text = queryMessage(`SELECT name FROM users WHERE name = '${attack}'`);
  const bytes = await sent([mallory], (socket) => {
    socket.write(new Uint8Array(startup), () => (calls += 1));
    socket.write(text.slice(0, 20), 'latin1', () => (calls += 1));
    socket.end(text.slice(20), 'latin1', () => (calls += 1));
  });
  assert.ok(!bytes.includes(' OR '), bytes);
  assert.equal(calls, 3);
});

it('sends what it holds when a connection ends within a statement', async () => {
  const text = queryMessage('SELECT 1').slice(0, 9);
  const bytes = await sent([probeContext(attack)], (socket) => {
    socket.write(startup);
    socket.write(text, 'latin1');
    socket.end();
  });
  assert.equal(bytes, startup.toString('latin1') + text);
});

it('leaves other protocols alone, whatever they say', async () => {
  const mallory = probeContext(attack);
  const text = `GET /?q=${attack} HTTP/1.1\r\n\r\n`;
  const bytes = await sent([mallory], (socket) => socket.write(text));
  assert.equal(bytes, text);
  assert.equal(mallory.blockedBy, undefined);
});

it("does not refuse others' statements for a piece of the app's own SQL", async () => {
  const statement = (name: string): string =>
    queryMessage(`SELECT id FROM users WHERE name = '${name}' AND tenant = 7`);
  const write = (text: string) => (socket: Socket) => {
    socket.write(startup);
    socket.write(text, 'latin1');
  };
  await sent([probeContext('Ann')], write(statement('Ann')));
  const [bob, mallory] = [probeContext('Bob'), probeContext("' AND tenant = ")];
  const bytes = await sent([bob, mallory], write(statement('Bob')));
  assert.ok(bytes.endsWith(statement('Bob')), bytes);
  assert.equal(mallory.blockedBy, undefined);
});

it('does not remember a text as clean while somebody in flight sent a piece of it', async () => {
  const text = queryMessage("SELECT id FROM users WHERE name = 'O-Neill' AND state = 1");
  const write = (socket: Socket): void => {
    socket.write(startup);
    socket.write(text, 'latin1');
  };
  await sent([probeContext('O-Neill')], write);
  const mallory = probeContext("O-Neill' AND state = 1");
  await sent([], (socket) => runInRequest(mallory, () => write(socket)));
  assert.ok(mallory.blockedBy !== undefined);
});

it('throws nothing of its own, and leaves Node its errors', () => {
  const socket = new net.Socket();
  socket.on('error', () => undefined);
  assert.throws(() => socket.write(12 as never), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => socket.write(null as never), { code: 'ERR_STREAM_NULL_VALUES' });
  socket.destroy();
});

it('tells once what it covers', () => {
  const wire = coverageReport().filter(({ layer }) => layer === 'wire');
  const expected = { library: 'postgresql', version: '3.0', layer: 'wire', status: 'protected' };
  assert.deepEqual(wire, [expected]);
});
