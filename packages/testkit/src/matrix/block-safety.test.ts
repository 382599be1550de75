import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** A block answers one request and touches nothing else, however the app's code meets it. */

const HONEST = 50;
const ATTACK = 'hello; echo more';
const PATH_ATTACK = '../../etc/hostname';
const guard = new URL('../../../castellan/dist/guard.js', import.meta.url).href;
const program = fileURLToPath(new URL('programs/block-safety.mjs', import.meta.url));
const flagSets: readonly (readonly string[])[] = [
  [],
  ['--unhandled-rejections=strict'],
  ['--unhandled-rejections=throw'],
  ['--unhandled-rejections=warn'],
];

interface Announced {
  readonly port: number;
  readonly http2Port: number;
  readonly styles: readonly string[];
}

for (const flags of flagSets) {
  const title = flags.length === 0 ? 'default' : flags.join(' ');
  const child = start(flags);
  const announced = once(child, 'message').then(([message]) => message as Announced);
  after(() => child.kill('SIGKILL'));

  test(`${title}: one 403, everyone else served, the process alive`, async (t) => {
    const { port, styles } = await announced;
    for (const style of styles) {
      await t.test(style, async () => {
        const before = (await get(port, '/state')).text;
        const path = `/${encodeURIComponent(style)}?v=`;
        const honest = Array.from({ length: HONEST }, () => get(port, `${path}hello`));
        const attack = await get(port, path + encodeURIComponent(attackFor(style)));
        if (style === 'headers sent') assert.equal(attack.status, 'cut', attack.text);
        else assert.deepEqual([attack.status, typeof idIn(attack.text)], [403, 'string']);
        for (const answer of await Promise.all(honest)) {
          assert.deepEqual([answer.status, answer.text.trim()], [200, 'hello']);
        }
        assert.equal(child.exitCode ?? child.signalCode, null);
        assert.equal((await get(port, '/state')).text, before);
      });
    }
    assert.equal((await get(port, '/logged')).text, '403');
  });
}

test('HTTP/2: the stream is refused, others on the same connection are served', async () => {
  const child = start([]);
  const { port, http2Port, styles } = (await once(child, 'message'))[0] as Announced;
  const session = http2.connect(`http://127.0.0.1:${http2Port}`);
  try {
    for (const style of styles.filter((one) => one !== 'response methods replaced')) {
      const path = `/${encodeURIComponent(style)}?v=`;
      const honest = Array.from({ length: 10 }, () => stream(session, `${path}hello`));
      const attack = await stream(session, path + encodeURIComponent(attackFor(style)));
      assert.equal(attack.status, style === 'headers sent' ? 'cut' : 403, style);
      for (const answer of await Promise.all(honest)) {
        assert.deepEqual([answer.status, answer.text.trim()], [200, 'hello'], style);
      }
    }
    assert.equal((await get(port, '/logged')).text, '403');
    assert.equal(child.exitCode ?? child.signalCode, null);
  } finally {
    session.destroy();
    child.kill('SIGKILL');
  }
});

test('an error of the app itself still ends the process, with its own exit code', async () => {
  const child = start([]);
  const { port } = (await once(child, 'message'))[0] as Announced;
  const gone = once(child, 'exit');
  await get(port, '/no%20such%20style?v=1');
  assert.deepEqual(await gone, [1, null]);
});

function start(flags: readonly string[]): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env['NODE_TEST_CONTEXT'];
  delete env['NODE_OPTIONS'];
  return fork(program, [], {
    execPath: process.env['CASTELLAN_NODE'] ?? process.execPath,
    execArgv: [...flags, '--import', guard],
    env: { ...env, CASTELLAN_LOG: 'off', CASTELLAN_FINDINGS_FILE: 'false' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

function attackFor(style: string): string {
  if (style === 'error event of a file stream') return PATH_ATTACK;
  return style === 'error event of a socket' ? '127.0.0.1:9' : ATTACK;
}

function idIn(text: string): unknown {
  return (JSON.parse(text) as { findingId?: unknown }).findingId;
}

interface Answer {
  readonly status: number | 'cut';
  readonly text: string;
}

function get(port: number, path: string): Promise<Answer> {
  return new Promise((resolve) => {
    const cut = (): void => resolve({ status: 'cut', text });
    let text = '';
    const request = http.get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('error', cut);
    });
    request.once('error', cut);
    request.setTimeout(10_000, () => request.destroy(new Error('no answer')));
  });
}

function stream(session: http2.ClientHttp2Session, path: string): Promise<Answer> {
  return new Promise((resolve) => {
    const request = session.request({ ':path': path });
    let status = 0;
    let text = '';
    request.once('response', (headers) => (status = Number(headers[':status'])));
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.once('error', () => resolve({ status: 'cut', text }));
    request.once('end', () => resolve({ status, text }));
  });
}
