import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** What stands behind more of a file than is read is known all the same. */

const guard = new URL('../../../castellan/dist/guard.js', import.meta.url).href;
const program = fileURLToPath(new URL('programs/long-upload.mjs', import.meta.url));
const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...env } = process.env;
const child = fork(program, [], {
  execPath: process.env['CASTELLAN_NODE'] ?? process.execPath,
  execArgv: ['--import', guard],
  env: { ...env, CASTELLAN_LOG: 'off', CASTELLAN_FINDINGS_FILE: 'false' },
});
let port = 0;
before(async () => {
  const [message] = (await once(child, 'message')) as [{ port: number }];
  ({ port } = message);
});
after(() => child.kill('SIGKILL'));

const MEGABYTE = 1_048_576;
const file = (name: string, megabytes: number): string =>
  `--cut\r\ncontent-disposition: form-data; name="f"; filename="${name}"\r\n\r\n${'x'.repeat(
    megabytes * MEGABYTE,
  )}\r\n`;
const field = (value: string): string =>
  `--cut\r\ncontent-disposition: form-data; name="name"\r\n\r\n${value}\r\n`;

async function upload(...parts: readonly string[]): Promise<number> {
  const headers = { 'content-type': 'multipart/form-data; boundary=cut' };
  const request = http.request({ port, method: 'POST', headers });
  request.end(`${parts.join('')}--cut--\r\n`);
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode ?? 0;
}

for (const megabytes of [0, 1, 5]) {
  test(`behind a file of ${megabytes} MB`, async () => {
    assert.equal(await upload(file('a.bin', megabytes), field('hello')), 200);
    assert.equal(await upload(file('a.bin', megabytes), field('hello; id')), 403);
    assert.equal(await upload(file("a'; id '", megabytes), field('hello')), 403);
    assert.equal(await upload(file('a.bin', megabytes), file("a'; id '", 1), field('x')), 403);
  });
}
