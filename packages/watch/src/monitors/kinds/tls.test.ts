import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  createServer,
  getCACertificates,
  setDefaultCACertificates,
  type TlsOptions,
} from 'node:tls';
import { look, portOf } from '../case-look.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-tls-'));
after(() => rmSync(home, { recursive: true, force: true }));
const skip =
  spawnSync('openssl', ['version']).status !== 0 &&
  'openssl is not there, which makes certificates';
const elliptic = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** A key with a certificate for `localhost` that Node vouches for from then on. */
function certificate(newKey: readonly string[]): { readonly key: string; readonly cert: string } {
  const [keyFile, certFile] = [join(home, 'key.pem'), join(home, 'cert.pem')];
  const rest = '-nodes -days 100 -subj /O=Test/CN=localhost -addext subjectAltName=DNS:localhost';
  const files = ['-keyout', keyFile, '-out', certFile];
  const args = ['req', '-x509', '-newkey', ...newKey, ...rest.split(' '), ...files];
  execFileSync('openssl', args, { stdio: 'ignore' });
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
}

async function seen(options: TlsOptions, least = 'A'): ReturnType<typeof look> {
  const port = await portOf(createServer(options));
  return look('tls', { host: 'localhost', port, least });
}

test('a letter for what can be seen of TLS', { skip }, async () => {
  const pair = certificate(elliptic);
  const strange = await seen(pair);
  assert.deepEqual([strange.level, strange.summary[0]], ['critical', 'F']);
  assert.match(strange.summary, /clients refuse it/);
  setDefaultCACertificates([...getCACertificates('bundled'), pair.cert]);
  const good = await seen(pair);
  assert.deepEqual([good.level, good.summary], ['ok', 'A']);
  assert.deepEqual(good.facts.slice(1, 4), [
    { name: 'Accepts', value: 'TLSv1.2 · TLSv1.3' },
    { name: 'Key', value: 'ec, 256 bits' },
    { name: 'Chain', value: 'localhost' },
  ]);
  const older = { ...pair, maxVersion: 'TLSv1.2' } as const;
  assert.deepEqual((await seen(older)).summary, 'B; no TLSv1.3');
  assert.deepEqual([(await seen(older)).level, (await seen(older, 'B')).level], ['warning', 'ok']);
  const oldest = { ...pair, minVersion: 'TLSv1', ciphers: 'ALL@SECLEVEL=0' } as const;
  const { level, summary } = await seen(oldest, 'B');
  assert.deepEqual([level, summary], ['warning', 'C; accepts TLSv1 and TLSv1.1']);
});

test('short keys and ciphers without forward secrecy lower the letter', { skip }, async () => {
  const pair = certificate(['rsa:1024']);
  setDefaultCACertificates([...getCACertificates('bundled'), pair.cert]);
  const { summary } = await seen({ ...pair, ciphers: 'ALL@SECLEVEL=0' }, 'B');
  assert.match(summary, /a key of 1024 bits \(rsa\)/);
  assert.match(summary, /accepts ciphers without forward secrecy/);
});

test('a server that speaks no TLS was not looked at', async () => {
  const port = await portOf(createTcpServer((socket) => socket.end('hello')));
  await assert.rejects(look('tls', { host: 'localhost', port }));
});
