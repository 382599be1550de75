import assert from 'node:assert/strict';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { before, test } from 'node:test';
import {
  createServer as createTlsServer,
  getCACertificates,
  setDefaultCACertificates,
  TLSSocket,
} from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { type CaseCertificate, makeCertificate, withoutOpenssl } from '../case-certificate.ts';
import { look, now, portOf, reach } from '../case-look.ts';
import type { Look } from '../monitor-kind.ts';

const dayMs = 86_400_000;
const skip = withoutOpenssl;
let pair: CaseCertificate;

before(() => {
  if (skip === undefined) pair = makeCertificate();
});

/** Speaks plain text until it is asked for TLS, as the protocol does, and then TLS. */
function startTls(
  dialogue: (say: (text: string) => void, text: string) => boolean,
  greeting = '',
): Promise<number> {
  const server = createTcpServer((socket: Socket) => {
    socket.on('error', () => undefined);
    if (greeting !== '') socket.write(greeting);
    const onData = (chunk: Buffer): void => {
      if (!dialogue((text) => void socket.write(text), chunk.toString('latin1'))) return;
      socket.off('data', onData);
      new TLSSocket(socket, { isServer: true, ...pair }).on('error', () => undefined);
    };
    socket.on('data', onData);
  });
  return portOf(server);
}

test(
  'a certificate is read over TLS and after each protocol’s own change to it',
  { skip },
  async () => {
    const https = createTlsServer(pair);
    https.on('tlsClientError', () => undefined);
    const smtp = new SMTPServer({ ...pair, authOptional: true });
    smtp.on('error', () => undefined);
    const ports = {
      tls: await portOf(https),
      smtp: await portOf(smtp.server),
      imap: await startTls((say, text) => {
        const isAsked = /^a STARTTLS\r\n$/.test(text);
        if (isAsked) say('a OK begin TLS now\r\n');
        return isAsked;
      }, '* OK IMAP4rev1 ready\r\n'),
      pop3: await startTls((say, text) => {
        const isAsked = /^STLS\r\n$/.test(text);
        if (isAsked) say('+OK begin\r\n');
        return isAsked;
      }, '+OK POP3 ready\r\n'),
      postgres: await startTls((say, text) => {
        const isAsked = Buffer.from(text, 'latin1').equals(Buffer.from('0000000804d2162f', 'hex'));
        if (isAsked) say('S');
        return isAsked;
      }),
    };
    for (const [protocol, port] of Object.entries(ports)) {
      const found = await look('certificate', { host: 'localhost', port, protocol });
      assert.deepEqual([found.level, found.step], ['critical', 'not trusted'], protocol);
      assert.match(found.summary, /^Browsers refuse it: .*self.signed/i, protocol);
      const [ends] = found.facts;
      assert.ok(
        Math.abs(Date.parse(ends?.value ?? '') - now.getTime() - 100 * dayMs) < dayMs,
        protocol,
      );
    }
  },
);

test('its end is told in steps, and another name’s certificate is refused', { skip }, async () => {
  const port = await portOf(createTlsServer(pair).on('tlsClientError', () => undefined));
  setDefaultCACertificates([...getCACertificates('default'), pair.cert]);
  const ends = Date.parse(
    (await look('certificate', { host: 'localhost', port })).facts[0]?.value ?? '',
  );
  const at = async (days: number): Promise<string> => {
    const found = await look('certificate', { host: 'localhost', port }, undefined, {
      now: new Date(ends - days * dayMs),
    });
    return `${found.level} ${found.step ?? ''}`.trim();
  };
  const steps = [
    [90, 'ok'],
    [22, 'ok'],
    [21, 'warning 21 days'],
    [15, 'warning 21 days'],
    [14, 'warning 14 days'],
    [7, 'critical 7 days'],
    [3, 'critical 3 days'],
    [1, 'critical 1 day'],
    [0, 'critical 1 day'],
    [-1, 'critical ended'],
  ] as const;
  for (const [days, expected] of steps) assert.equal(await at(days), expected, `${days} days`);
  const other = await look('certificate', { host: '127.0.0.1', port });
  assert.match(other.summary, /Browsers refuse it: .*(altnames|IP)/i);
});

test(
  'a certificate that lives for days is told only when it should have been renewed',
  { skip },
  async () => {
    const short = makeCertificate(undefined, 6);
    const port = await portOf(createTlsServer(short).on('tlsClientError', () => undefined));
    setDefaultCACertificates([...getCACertificates('default'), short.cert]);
    const first = await look('certificate', { host: 'localhost', port });
    assert.equal(first.level, 'ok', first.summary);
    const ends = Date.parse(first.facts[0]?.value ?? '');
    const level = async (hours: number): Promise<string> => {
      const at = { now: new Date(ends - hours * 3_600_000) };
      return (await look('certificate', { host: 'localhost', port }, undefined, at)).level;
    };
    // 0.3 of 6 days are 43.2 hours.
    assert.deepEqual([await level(44), await level(43)], ['ok', 'critical']);
  },
);

test('a server that is not there, says something else, or stands inside is told in words', async () => {
  const silent = await portOf(createTcpServer(() => undefined));
  const wrong = await portOf(
    createTcpServer(
      (socket) => void socket.on('error', () => undefined).end('HTTP/1.1 400\r\n\r\n'),
    ),
  );
  const ask = (port: number, protocol: string, more: object = {}): Promise<Look> =>
    look('certificate', { host: '127.0.0.1', port, protocol }, undefined, {
      reach: { ...reach, timeoutMs: 300, ...more },
    });
  await assert.rejects(ask(9, 'tls'), /ECONNREFUSED/);
  await assert.rejects(ask(silent, 'smtp'), /no certificate within 0\.3 s/);
  await assert.rejects(ask(silent, 'tls'), /no certificate within 0\.3 s/);
  await assert.rejects(ask(wrong, 'imap'), /it hung up: HTTP\/1\.1 400/);
  await assert.rejects(ask(silent, 'tls', { innerNetworks: [] }), /is an inner address/);
});
