import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** A body that comes after the headers is the request's, however the app reads it. */

const guard = new URL('../../../castellan/dist/guard.js', import.meta.url).href;
const program = fileURLToPath(new URL('programs/late-body.mjs', import.meta.url));
const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...env } = process.env;
const child = fork(program, [], {
  execPath: process.env['CASTELLAN_NODE'] ?? process.execPath,
  execArgv: ['--import', guard],
  env: { ...env, CASTELLAN_LOG: 'off', CASTELLAN_FINDINGS_FILE: 'false' },
});
let announced: { readonly port: number; readonly ways: readonly string[] };
before(async () => {
  [announced] = (await once(child, 'message')) as [typeof announced];
});
after(() => child.kill('SIGKILL'));

test('an attack in a later packet is refused, an honest body is served', async (t) => {
  const { port, ways } = announced;
  assert.ok(ways.length >= 7);
  for (const way of ways) {
    await t.test(way, async () => {
      assert.match(await post(port, way, 'hello'), /^HTTP\/1\.1 200 OK[^]*hello/);
      assert.match(await post(port, way, 'hello; id'), /^HTTP\/1\.1 403 Forbidden/);
      assert.match(await post(port, way, 'hello'), /^HTTP\/1\.1 200 OK[^]*hello/);
    });
  }
  assert.equal(child.exitCode ?? child.signalCode, null);
});

/** Sends headers, and the body once they must have been handled. */
async function post(port: number, way: string, body: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1').setEncoding('utf8');
  const closed = once(socket, 'close');
  let answer = '';
  socket.on('data', (text: string) => (answer += text));
  socket.write(
    `POST /${encodeURIComponent(way)} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  await new Promise((resolve) => setTimeout(resolve, 30));
  socket.write(body);
  await closed;
  return answer;
}
