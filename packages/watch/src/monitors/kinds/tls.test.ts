import assert from 'node:assert/strict';
import { createServer as createTcpServer } from 'node:net';
import { test } from 'node:test';
import {
  createServer,
  getCACertificates,
  setDefaultCACertificates,
  type TlsOptions,
} from 'node:tls';
import { makeCertificate, withoutOpenssl } from '../case-certificate.ts';
import { look, portOf } from '../case-look.ts';

const skip = withoutOpenssl;

async function seen(options: TlsOptions, least = 'A'): ReturnType<typeof look> {
  const port = await portOf(createServer(options));
  return look('tls', { host: 'localhost', port, least });
}

test('a letter for what can be seen of TLS', { skip }, async () => {
  const pair = makeCertificate();
  const strange = await seen(pair);
  assert.deepEqual([strange.level, strange.summary[0]], ['critical', 'F']);
  assert.match(strange.summary, /clients refuse it/);
  setDefaultCACertificates([...getCACertificates('bundled'), pair.cert]);
  const good = await seen(pair);
  assert.deepEqual([good.level, good.summary], ['ok', 'A']);
  assert.deepEqual(good.facts.slice(1, 4), [
    { name: 'Accepts', value: 'TLSv1.2 · TLSv1.3' },
    { name: 'Key', value: 'ec prime256v1' },
    { name: 'Chain', value: 'localhost' },
  ]);
  const older = { ...pair, maxVersion: 'TLSv1.2' } as const;
  assert.deepEqual((await seen(older)).summary, 'B; no TLSv1.3');
  assert.deepEqual([(await seen(older)).level, (await seen(older, 'B')).level], ['warning', 'ok']);
  const oldest = { ...pair, minVersion: 'TLSv1', ciphers: 'ALL@SECLEVEL=0' } as const;
  const { level, summary } = await seen(oldest, 'B');
  assert.deepEqual([level, summary], ['warning', 'C; accepts TLSv1.0 and TLSv1.1']);
});

test('short keys and ciphers without forward secrecy lower the letter', { skip }, async () => {
  const pair = makeCertificate(['rsa:1024']);
  setDefaultCACertificates([...getCACertificates('bundled'), pair.cert]);
  const { summary } = await seen({ ...pair, ciphers: 'ALL@SECLEVEL=0' }, 'B');
  assert.match(summary, /a weak key: rsa 1024 bits/);
  assert.match(summary, /accepts ciphers without forward secrecy/);
});

test('a server that speaks no TLS was not looked at', async () => {
  const port = await portOf(createTcpServer((socket) => socket.end('hello')));
  await assert.rejects(look('tls', { host: 'localhost', port }));
});
