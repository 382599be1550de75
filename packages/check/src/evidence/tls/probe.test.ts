import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { createServer, type TlsOptions } from 'node:tls';
import fc from 'fast-check';
import type { Protocol } from '@castellan/core/tls';
import { cipherSuites } from '../../analysis/tls/cipher-suites.ts';
import { namedGroup } from '../../analysis/tls/named-groups.ts';
import type { TlsServer } from '../../analysis/tls/server-facts.ts';
import { issue } from './case-certificates.ts';
import {
  type CaseServer,
  type CaseServerSettings,
  listen,
  startCaseServer,
} from './case-server.ts';
import { defaultLimits, type Limits } from './inquiry.ts';
import { probeTls } from './probe.ts';

const running: CaseServer[] = [];
after(() => Promise.all(running.map((server) => server.close())));

const impatient: Limits = { ...defaultLimits, timeoutMs: 1500, totalMs: 60_000 };

async function probed(settings: CaseServerSettings, limits?: Limits): Promise<TlsServer> {
  const server = await startCaseServer(settings);
  running.push(server);
  return offering(await probeTls({ host: '127.0.0.1', port: server.port }, limits));
}

function offering(found: Awaited<ReturnType<typeof probeTls>>): TlsServer {
  if ('failure' in found) assert.fail(found.failure);
  return found;
}

function of(server: TlsServer, protocol: Protocol): TlsServer['protocols'][number] {
  return server.protocols.find((one) => one.protocol === protocol)!;
}

/** OpenSSL's names of the suites of a protocol. */
function names(server: TlsServer, protocol: Protocol): string[] {
  return of(server, protocol).suites.map((code) => cipherSuites.get(code)!.openssl!);
}

function groupNames(codes: readonly number[]): Set<string | undefined> {
  return new Set(codes.map((code) => namedGroup(code)?.name));
}

describe('a server of Node.js', () => {
  const rsa = issue({ name: 'localhost', dnsNames: ['localhost'], key: 'rsa' });
  const probedNode = async (options: TlsOptions): Promise<TlsServer> => {
    const server = createServer({ cert: rsa.pem, key: rsa.keyPem, ...options });
    server.on('tlsClientError', () => {});
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    running.push({
      port,
      connections: () => 0,
      close: () => new Promise((resolve) => server.close(() => resolve())),
    });
    return offering(await probeTls({ host: '127.0.0.1', port }));
  };

  test('suites in its order, curves, ALPN, extensions', async () => {
    const ciphers = ['ECDHE-RSA-AES256-GCM-SHA384', 'AES128-SHA', 'ECDHE-RSA-AES128-SHA256'];
    const server = await probedNode({
      ciphers: ciphers.join(':'),
      honorCipherOrder: true,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ecdhCurve: 'P-384:P-256',
      ALPNProtocols: ['http/1.1', 'h2'],
    });
    assert.deepEqual(names(server, 'TLSv1.2'), ciphers);
    assert.equal(of(server, 'TLSv1.2').order, 'server');
    for (const protocol of ['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.3'] as const)
      assert.equal(of(server, protocol).status, 'refused', protocol);
    assert.deepEqual(groupNames(server.curves), new Set(['secp256r1', 'secp384r1']));
    assert.deepEqual(server.alpn, ['http/1.1', 'h2']);
    assert.equal(server.hasSecureRenegotiation, true);
    assert.equal(server.hasExtendedMasterSecret, true);
    assert.deepEqual([server.compression, server.dhPrimes, server.gaps], [[], [], []]);
  });

  test('TLS 1.3 alone, with its groups', async () => {
    const server = await probedNode({ minVersion: 'TLSv1.3', ecdhCurve: 'X25519:P-521' });
    const usual = ['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256'];
    assert.deepEqual(
      new Set(names(server, 'TLSv1.3')),
      new Set(usual.map((name) => `TLS_${name}`)),
    );
    assert.deepEqual(groupNames(server.groups), new Set(['secp521r1', 'x25519']));
    assert.equal(server.hasSecureRenegotiation, undefined);
  });

  test('old protocols beside new ones, and no way back to them', async () => {
    const server = await probedNode({
      minVersion: 'TLSv1',
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA:@SECLEVEL=0',
    });
    assert.deepEqual(names(server, 'TLSv1.0'), ['AES128-SHA']);
    assert.deepEqual(names(server, 'TLSv1.1'), ['AES128-SHA']);
    assert.deepEqual(names(server, 'TLSv1.2'), ['ECDHE-RSA-AES128-GCM-SHA256', 'AES128-SHA']);
    assert.equal(of(server, 'TLSv1.3').status, 'offered');
    assert.equal(server.hasFallbackScsv, true);
  });

  test('primes of Diffie-Hellman', async () => {
    const server = await probedNode({
      ciphers: 'DHE-RSA-AES128-GCM-SHA256',
      maxVersion: 'TLSv1.2',
      dhparam: 'auto',
    });
    assert.deepEqual(server.dhPrimes, [{ suite: 0x9e, bits: 2048 }]);
    assert.deepEqual(server.curves, []);
  });
});

describe('a made-up server, of kinds that no library builds any more', () => {
  test('SSLv2, SSLv3, RC4, export, anonymous, no encryption', async () => {
    const suites = [0x0003, 0x0014, 0x0005, 0x0001, 0x0034, 0x000a, 0xc012];
    const server = await probed({
      suites: { SSLv3: suites, 'TLSv1.0': suites.toReversed() },
      ssl2: [0x01_00_80, 0x02_00_80],
      primeBits: 512,
      curves: [1, 23],
      compression: 1,
    });
    assert.deepEqual(of(server, 'SSLv2').suites, [0x01_00_80, 0x02_00_80]);
    assert.deepEqual(of(server, 'SSLv3').suites, suites);
    assert.deepEqual(of(server, 'TLSv1.0').suites, suites.toReversed());
    assert.equal(of(server, 'TLSv1.0').order, 'server');
    assert.equal(of(server, 'TLSv1.2').status, 'refused');
    assert.deepEqual(server.curves, [1, 23]);
    assert.deepEqual(server.compression, [1]);
    assert.equal(server.hasSecureRenegotiation, false);
    assert.equal(server.hasFallbackScsv, false);
    assert.deepEqual(
      server.dhPrimes.map(({ bits }) => bits),
      [512, 512],
    );
  });

  test('every suite of the table is found, in whatever order', async () => {
    const all = [...cipherSuites.values()];
    const older = all.filter(({ isTls13 }) => !isTls13).map(({ code }) => code);
    const newer = all.filter(({ isTls13 }) => isTls13).map(({ code }) => code);
    const server = await probed({ suites: { 'TLSv1.2': older, 'TLSv1.3': newer } });
    assert.deepEqual(of(server, 'TLSv1.2').suites, older);
    assert.deepEqual(of(server, 'TLSv1.3').suites, newer);
  });

  test("the client's order", async () => {
    const server = await probed({ suites: { 'TLSv1.2': [0x2f, 0xc02f] }, followsClient: true });
    assert.equal(of(server, 'TLSv1.2').order, 'client');
    assert.deepEqual(new Set(of(server, 'TLSv1.2').suites), new Set([0x2f, 0xc02f]));
  });

  test('a curve that is taken whatever is offered', async () => {
    const server = await probed({ suites: { 'TLSv1.2': [0xc02f] }, heedsNoCurves: true });
    assert.deepEqual([server.curves, server.gaps], [[23], []]);
  });

  for (const refusal of ['close', 'reset'] as const) {
    test(`it refuses by ${refusal} instead of an alert`, async () => {
      const server = await probed({ suites: { 'TLSv1.2': [0xc02f, 0x2f] }, refusal });
      assert.deepEqual(of(server, 'TLSv1.2'), {
        protocol: 'TLSv1.2',
        status: 'offered',
        suites: [0xc02f, 0x2f],
        order: 'server',
      });
      assert.equal(of(server, 'TLSv1.1').status, 'refused');
    });
  }

  test('a server that loses patience is not taken to refuse', async () => {
    const suites = { 'TLSv1.0': [0x2f], 'TLSv1.3': [0x1301] };
    for (let patience = 3; patience < 14; patience += 1) {
      const server = await startCaseServer({ suites, patience, knowsRenegotiation: true });
      running.push(server);
      const one = { ...defaultLimits, connections: 1 };
      const found = await probeTls({ host: '127.0.0.1', port: server.port }, one);
      if ('failure' in found) continue;
      for (const protocol of ['TLSv1.0', 'TLSv1.3'] as const)
        assert.notEqual(of(found, protocol).status, 'refused', `${protocol}, ${patience}`);
      const old = of(found, 'TLSv1.0');
      assert.ok(old.suites.length > 0 || old.gap !== undefined, String(patience));
    }
  });

  test('it hangs on long messages: asked in pieces', async () => {
    const suites = [0xc02f, 0x2f, 0x05, 0x14];
    const settings = { suites: { 'TLSv1.2': suites }, maxHelloBytes: 600 };
    const server = await probed(settings, impatient);
    assert.deepEqual(new Set(of(server, 'TLSv1.2').suites), new Set(suites));
  });
});

describe('hostile servers', () => {
  const ask = async (
    handle: Parameters<typeof listen>[0],
    limits: Limits = impatient,
  ): Promise<{ found: Awaited<ReturnType<typeof probeTls>>; connections: number }> => {
    const server = await listen(handle);
    running.push(server);
    const found = await probeTls({ host: '127.0.0.1', port: server.port }, limits);
    return { found, connections: server.connections() };
  };

  test('a suite that was never offered ends the asking', async () => {
    const body = [3, 3, ...Array.from({ length: 32 }, () => 0), 0, 0x13, 0x37, 0];
    const hello = Uint8Array.from([22, 3, 3, 0, body.length + 4, 2, 0, 0, body.length, ...body]);
    const { found } = await ask((socket) => socket.once('data', () => socket.end(hello)));
    assert.deepEqual(found, { failure: 'it refuses every protocol' });
  });

  test('silence', async () => {
    const { found, connections } = await ask(() => {}, { ...impatient, timeoutMs: 100 });
    assert.deepEqual(found, { failure: 'it went silent' });
    assert.ok(connections <= 20, String(connections));
  });

  test('bytes without end', async () => {
    const { found } = await ask((socket) => {
      const pour = (): void => {
        while (socket.writable && socket.write(Buffer.alloc(16_384, 22)));
      };
      socket.on('drain', pour);
      pour();
    });
    assert.ok('failure' in found);
  });

  test('no server at all', async () => {
    const server = await listen(() => {});
    await server.close();
    const found = await probeTls({ host: '127.0.0.1', port: server.port }, impatient);
    assert.match('failure' in found ? found.failure : '', /ECONNREFUSED/);
  });

  test('a server of plain HTTP', async () => {
    const server = createHttpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const found = await probeTls({ host: '127.0.0.1', port }, impatient);
    server.close();
    assert.deepEqual(found, { failure: 'it does not speak TLS' });
  });

  test('the limit of connections is kept to', async () => {
    const settings: CaseServerSettings = { suites: { 'TLSv1.2': [0x2f, 0x35, 0xc02f] } };
    const server = await startCaseServer(settings);
    running.push(server);
    const limits = { ...defaultLimits, totalConnections: 7 };
    await probeTls({ host: '127.0.0.1', port: server.port }, limits);
    assert.equal(server.connections(), 7);
  });

  test('whatever it sends, an answer comes and is plain data', async () => {
    const bytes = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 });
    let parts: readonly Uint8Array[] = [];
    const server = await listen((socket) => {
      socket.once('data', () => {
        for (const part of parts) socket.write(part);
        socket.end();
      });
    });
    running.push(server);
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (given, isRecord) => {
        parts = isRecord
          ? given.map((one) => Uint8Array.from([22, 3, 3, 0, one.length, ...one]))
          : given;
        const found = await probeTls({ host: '127.0.0.1', port: server.port }, impatient);
        assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
      }),
      { numRuns: 40 },
    );
  });
});
