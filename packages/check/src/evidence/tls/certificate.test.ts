import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createServer, type Server, type TlsOptions } from 'node:tls';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { ServerCertificate } from '../../analysis/tls/server-facts.ts';
import { issue } from './case-certificates.ts';
import { listen, startCaseServer } from './case-server.ts';
import { probeCertificate } from './certificate.ts';
import { readCertificate } from './certificate-facts.ts';
import { derFacts } from './der.ts';

const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close();
});

const root = issue({ name: 'Test root', isAuthority: true });
const middle = issue({ name: 'Test intermediate', issuer: root, isAuthority: true });
const own = issue({
  name: 'shop',
  issuer: middle,
  dnsNames: ['shop.example', '*.shop.example', 'localhost'],
  addresses: [[127, 0, 0, 1]],
  key: 'rsa',
  emptyExtensions: ['1.3.6.1.5.5.7.1.24', '1.3.6.1.4.1.11129.2.4.2'],
});

async function seen(options: TlsOptions, serverName?: string): Promise<ServerCertificate> {
  const server = createServer(options);
  servers.push(server);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const found = await probeCertificate({
    host: '127.0.0.1',
    port,
    ...(serverName !== undefined && { serverName }),
  });
  if ('failure' in found) assert.fail(found.failure);
  return found;
}

describe('what a server sends', () => {
  test('chain, names, keys, extensions', async () => {
    const found = await seen({ cert: own.pem + middle.pem, key: own.keyPem });
    assert.deepEqual(
      found.chain.map(({ subject, issuer, isSelfSigned, isAuthority, signature, key }) => ({
        subject,
        issuer,
        isSelfSigned,
        isAuthority,
        signature,
        key,
      })),
      [
        {
          subject: 'CN=shop',
          issuer: 'CN=Test intermediate',
          isSelfSigned: false,
          isAuthority: false,
          signature: 'ecdsa-with-SHA256',
          key: { type: 'rsa', bits: 2048 },
        },
        {
          subject: 'CN=Test intermediate',
          issuer: 'CN=Test root',
          isSelfSigned: false,
          isAuthority: true,
          signature: 'ecdsa-with-SHA256',
          key: { type: 'ec', bits: 256, curve: 'prime256v1' },
        },
      ],
    );
    assert.deepEqual(found.chain[0]?.names, [
      'DNS:shop.example',
      'DNS:*.shop.example',
      'DNS:localhost',
      'IP:127.0.0.1',
    ]);
    assert.deepEqual(found.signedBy, [1, -1]);
    assert.equal(found.matchesHost, true);
    assert.equal(found.isAsSent, true);
    assert.equal(found.endsAtRoot, false);
    assert.equal(found.mustStaple, true);
    assert.equal(found.hasSignedTimestamps, true);
    assert.equal(found.hasStapledOcsp, false);
    assert.equal(found.trustProblem, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
    assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
  });

  test('the wrong order is told as it is sent', async () => {
    const pem = own.pem + root.pem + middle.pem;
    const found = await seen({ cert: pem, key: own.keyPem, maxVersion: 'TLSv1.2' });
    assert.deepEqual(
      found.chain.map(({ subject }) => subject),
      ['CN=shop', 'CN=Test root', 'CN=Test intermediate'],
    );
    assert.deepEqual(found.signedBy, [2, 1, 1]);
    assert.equal(found.trustProblem, 'SELF_SIGNED_CERT_IN_CHAIN');
  });

  test('no intermediate', async () => {
    const found = await seen({ cert: own.pem, key: own.keyPem });
    assert.deepEqual(found.signedBy, [-1]);
    assert.equal(found.trustProblem, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  test('TLS 1.3 alone: the chain is as Node.js has it', async () => {
    const pem = own.pem + middle.pem;
    const found = await seen({ cert: pem, key: own.keyPem, minVersion: 'TLSv1.3' });
    assert.equal(found.isAsSent, false);
    assert.equal(found.protocol, 'TLSv1.3');
    assert.equal(found.chain.length, 2);
  });

  test('a name that it is for, one that it is not for, and an ended one', async () => {
    const ended = issue({
      name: 'ended',
      dnsNames: ['old.example'],
      validFrom: new Date('2020-01-01T00:00:00Z'),
      validTo: new Date('2020-02-01T00:00:00Z'),
      key: 'ed25519',
    });
    const options = { cert: ended.pem, key: ended.keyPem };
    const right = await seen(options, 'old.example');
    assert.equal(right.matchesHost, true);
    assert.equal(right.host, 'old.example');
    assert.equal(right.chain[0]?.validTo, '2020-02-01T00:00:00.000Z');
    assert.deepEqual(right.chain[0]?.key, { type: 'ed25519' });
    assert.equal(right.chain[0]?.isSelfSigned, true);
    assert.deepEqual(right.signedBy, [0]);
    assert.equal((await seen(options, 'new.example')).matchesHost, false);
  });

  test('a key of 1,024 bits is looked at all the same', async () => {
    const weak = issue({ name: 'weak', dnsNames: ['localhost'], key: 'rsa', rsaBits: 1024 });
    const found = await seen({ cert: weak.pem, key: weak.keyPem, ciphers: 'ALL:@SECLEVEL=0' });
    assert.deepEqual(found.chain[0]?.key, { type: 'rsa', bits: 1024 });
  });

  test('a server with RC4 and triple DES alone still shows what it has', async () => {
    const server = await startCaseServer({
      suites: { SSLv3: [0x0005, 0x000a] },
      certificates: [own.der, middle.der],
    });
    const found = await probeCertificate({ host: '127.0.0.1', port: server.port });
    await server.close();
    if ('failure' in found) assert.fail(found.failure);
    assert.deepEqual(
      found.chain.map(({ subject }) => subject),
      ['CN=shop', 'CN=Test intermediate'],
    );
    assert.equal(found.isTrustJudged, false);
    assert.equal(found.trustProblem, undefined);
  });

  test('an authority that Node.js is told to trust', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'castellan-root-'));
    writeFileSync(join(folder, 'root.pem'), root.pem);
    const server = createServer({ cert: own.pem + middle.pem, key: own.keyPem });
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const module = JSON.stringify(new URL('certificate.ts', import.meta.url).href);
    const endpoint = JSON.stringify({ host: '127.0.0.1', port });
    const script = `const { probeCertificate } = await import(${module});
      console.log(JSON.stringify(await probeCertificate(${endpoint})));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['-C', 'castellan-source', '--input-type=module', '-e', script],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'root.pem') } },
    );
    rmSync(folder, { recursive: true });
    const found = JSON.parse(stdout) as ServerCertificate;
    assert.equal(found.isTrustJudged, true);
    assert.equal(found.trustProblem, undefined);
    assert.equal(found.endsAtRoot, false);
  });

  test('a server that talks no TLS', async () => {
    const server = await listen((socket) => socket.end('220 hello\r\n'));
    const found = await probeCertificate({ host: '127.0.0.1', port: server.port });
    await server.close();
    assert.ok('failure' in found && found.failure.length > 0);
  });
});

describe('bytes of others', () => {
  test('any bytes are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        derFacts(bytes);
        assert.equal(readCertificate(bytes), undefined);
      }),
    );
  });

  test('nor does one changed byte of a good certificate', () => {
    fc.assert(
      fc.property(fc.nat({ max: own.der.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const found = readCertificate(own.der.with(at, byte));
        assert.deepEqual(JSON.parse(JSON.stringify(found?.facts ?? null)), found?.facts ?? null);
      }),
      { numRuns: 2000 },
    );
  });
});
