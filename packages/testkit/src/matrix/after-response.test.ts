import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** What a request sent is known for as long as something may be done with it, and no longer. */

const guard = new URL('../../../castellan/dist/guard.js', import.meta.url).href;
const program = fileURLToPath(new URL('programs/after-response.mjs', import.meta.url));
const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...env } = process.env;
const child = fork(program, [], {
  execPath: process.env['CASTELLAN_NODE'] ?? process.execPath,
  execArgv: ['--expose-gc', '--import', guard],
  env: { ...env, CASTELLAN_LOG: 'off', CASTELLAN_FINDINGS_FILE: 'false' },
});
const ended = new AbortController();
child.once('exit', () => ended.abort());
const agents: http.Agent[] = [];
let port = 0;
before(async () => {
  ({ port } = await told<{ port: number }>());
});
after(() => {
  for (const agent of agents) agent.destroy();
  child.kill('SIGKILL');
});

const BODY_BYTES = 524_288;
const COUNT = 40;

/** Sends a body and takes the whole answer; the agent keeps the connection. */
async function post(path: string, body: string | Buffer, agent = keptAlive()): Promise<number> {
  const request = http.request({ port, path, method: 'POST', agent });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode ?? 0;
}

function keptAlive(): http.Agent {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  agents.push(agent);
  return agent;
}

async function told<Message>(): Promise<Message> {
  const [message] = (await once(child, 'message', { signal: ended.signal })) as [Message];
  return message;
}

/** Bytes of buffers in use, once nothing more is freed. */
async function bufferBytes(): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < 20; round += 1) {
    child.send('memory');
    const { bytes } = await told<{ bytes: number }>();
    if (bytes >= least) break;
    least = bytes;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return least;
}

for (const way of ['late', 'close', 'finish']) {
  test(`what runs after the answer is judged: ${way}`, async () => {
    for (const [body, refused] of [
      ['hello', false],
      ['hello; id', true],
      ['hello', false],
    ] as const) {
      const message = told<{ refused: boolean }>();
      assert.equal(await post(`/${way}`, body), 200);
      assert.deepEqual(await message, { refused }, body);
    }
  });
}

test('what runs after the answer is judged: a value of the address', async () => {
  const message = told<{ refused: boolean }>();
  assert.equal(await post('/url?name=hello;id', ''), 200);
  assert.deepEqual(await message, { refused: true });
});

test('bodies go with their answers, though connections stay open', async () => {
  const start = await bufferBytes();
  for (let sent = 0; sent < COUNT; sent += 1) {
    assert.equal(await post('/count', Buffer.alloc(BODY_BYTES, 'x')), 200);
  }
  const grown = (await bufferBytes()) - start;
  assert.ok(grown < 6 * BODY_BYTES, `${grown} bytes more`);
});

test('bodies of requests that were cut off are kept within a bound', async () => {
  const start = await bufferBytes();
  for (let sent = 0; sent < COUNT; sent += 1) {
    const socket = net.connect(port, '127.0.0.1').resume();
    socket.on('error', () => undefined);
    socket.write(`POST /count HTTP/1.1\r\nhost: a\r\ncontent-length: ${2 * BODY_BYTES}\r\n\r\n`);
    await new Promise<void>((resolve) => {
      socket.write(Buffer.alloc(BODY_BYTES, 'x'), () => resolve());
    });
    socket.destroy();
  }
  assert.equal(await post('/count', 'x'), 200);
  const grown = (await bufferBytes()) - start;
  assert.ok(grown < 8 * BODY_BYTES, `${grown} bytes more`);
});
