import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  createServer as createTlsServer,
  getCACertificates,
  setDefaultCACertificates,
  TLSSocket,
} from 'node:tls';
import { parseNetwork } from '@castellan/core';
import { SMTPServer } from 'smtp-server';
import type { Look, World } from '../monitor-kind.ts';
import { monitorKinds } from '../registry.generated.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-monitors-'));
const closing: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })];
after(() => {
  for (const close of closing) close();
});

const now = new Date();
const reach = { innerNetworks: [parseNetwork('127.0.0.0/8')!], timeoutMs: 3_000 };
const world: World = {
  monitorId: 'none',
  reach,
  now,
  resolver: new Resolver(),
  store: undefined as never,
  signal: new AbortController().signal,
};
const dayMs = 86_400_000;

function look(
  kind: string,
  settings: object,
  part: Partial<World> = {},
  remembered?: unknown,
): Promise<Look> {
  const found = monitorKinds.find((one) => one.kind === kind);
  assert.ok(found, kind);
  return found.look(found.settings.parse(settings) as never, { ...world, ...part }, remembered);
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

const skip =
  spawnSync('openssl', ['version']).status !== 0 &&
  'openssl is not there, which makes certificates';
let key: string;
let cert: string;
let until: Date;

/** A certificate for `localhost`, made by openssl, that ends in 100 days. */
before(() => {
  if (skip !== false) return;
  const [keyFile, certFile] = [join(home, 'key.pem'), join(home, 'cert.pem')];
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 100 -subj /O=Test/CN=localhost -addext subjectAltName=DNS:localhost -keyout ${keyFile} -out ${certFile}`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  );
  [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')];
  until = new Date(now.getTime() + 100 * dayMs);
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
      new TLSSocket(socket, { isServer: true, key, cert }).on('error', () => undefined);
    };
    socket.on('data', onData);
  });
  return listening(server);
}

test(
  'a certificate is read over TLS and after each protocol’s own change to it',
  { skip },
  async () => {
    const https = createTlsServer({ key, cert });
    https.on('tlsClientError', () => undefined);
    const smtp = new SMTPServer({ key, cert, authOptional: true });
    smtp.on('error', () => undefined);
    const ports = {
      tls: await listening(https),
      smtp: await listening(smtp.server),
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
      assert.ok(Math.abs(Date.parse(ends?.value ?? '') - until.getTime()) < dayMs, protocol);
    }
  },
);

test('its end is told in steps, and another name’s certificate is refused', { skip }, async () => {
  const port = await listening(
    createTlsServer({ key, cert }).on('tlsClientError', () => undefined),
  );
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  const ends = Date.parse(
    (await look('certificate', { host: 'localhost', port })).facts[0]?.value ?? '',
  );
  const at = async (days: number): Promise<string> => {
    const found = await look(
      'certificate',
      { host: 'localhost', port },
      { now: new Date(ends - days * dayMs) },
    );
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

test('a server that is not there, says something else, or stands inside is told in words', async () => {
  const silent = await listening(createTcpServer(() => undefined));
  const wrong = await listening(
    createTcpServer(
      (socket) => void socket.on('error', () => undefined).end('HTTP/1.1 400\r\n\r\n'),
    ),
  );
  const ask = (port: number, protocol: string, more: object = {}): Promise<Look> =>
    look(
      'certificate',
      { host: '127.0.0.1', port, protocol },
      { reach: { ...reach, timeoutMs: 300, ...more } },
    );
  await assert.rejects(ask(9, 'tls'), /ECONNREFUSED/);
  await assert.rejects(ask(silent, 'smtp'), /no certificate within 0\.3 s/);
  await assert.rejects(ask(silent, 'tls'), /no certificate within 0\.3 s/);
  await assert.rejects(ask(wrong, 'imap'), /it hung up: HTTP\/1\.1 400/);
  await assert.rejects(ask(silent, 'tls', { innerNetworks: [] }), /is an inner address/);
});

async function site(
  answer: () => { status?: number; headers?: OutgoingHttpHeaders; text?: string },
): Promise<string> {
  const server = createServer((_, response) => {
    const { status = 200, headers = {}, text = '' } = answer();
    response.writeHead(status, headers).end(text);
  });
  return `http://127.0.0.1:${await listening(server)}/`;
}

test('security.txt: what RFC 9116 asks for, and its end in time', async () => {
  let text = '';
  let type = 'text/plain; charset=utf-8';
  let status = 200;
  const url = await site(() => ({ status, headers: { 'content-type': type }, text }));
  const in_ = (days: number): string =>
    new Date(now.getTime() + days * dayMs + 60_000).toISOString();
  const contact = 'Contact: mailto:security@example.com\n';
  const cases: readonly (readonly [text: string, level: string, summary: RegExp])[] = [
    [`${contact}Expires: ${in_(200)}\n`, 'ok', /Valid for 200 days/],
    [
      `# a comment\r\ncontact: https://example.com/report\r\nEXPIRES: ${in_(31)}\r\n`,
      'ok',
      /31 days/,
    ],
    [`${contact}Expires: ${in_(30)}\n`, 'warning', /expires in 30 days/],
    [`${contact}Expires: ${in_(-2)}\n`, 'warning', /has expired/],
    [`Expires: ${in_(200)}\n`, 'warning', /no contact/],
    [contact, 'warning', /just one Expires/],
    [`${contact}Expires: ${in_(9)}\nExpires: ${in_(9)}\n`, 'warning', /just one Expires/],
    [`${contact}Expires: soon\n`, 'warning', /just one Expires/],
  ];
  for (const [body, level, summary] of cases) {
    text = body;
    const found = await look('security-txt', { site: url });
    assert.equal(found.level, level, body);
    assert.match(found.summary, summary);
  }
  type = 'text/html';
  assert.match((await look('security-txt', { site: url })).summary, /not served as text\/plain/);
  status = 404;
  assert.match((await look('security-txt', { site: url })).summary, /answered 404/);
});

test('headers: a page with all of them is well, and each that is missing is named', async () => {
  const all: Readonly<Record<string, string>> = {
    'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  let headers = all;
  let status = 200;
  const url = await site(() => ({ status, headers }));
  assert.equal((await look('http-headers', { url })).level, 'ok');
  for (const missing of Object.keys(all)) {
    headers = Object.fromEntries(Object.entries(all).filter(([name]) => name !== missing));
    const found = await look('http-headers', { url });
    assert.equal(found.level, 'warning');
    assert.ok(found.summary.toLowerCase().includes(missing), found.summary);
  }
  headers = { ...all, 'content-security-policy': "default-src 'self'", 'x-frame-options': 'DENY' };
  assert.equal((await look('http-headers', { url })).level, 'ok');
  status = 503;
  assert.equal((await look('http-headers', { url })).level, 'critical');
});

/** A name server that answers every question for MX with the exchanges of the moment. */
async function nameServer(exchanges: () => readonly string[]): Promise<Resolver> {
  const socket = createSocket('udp4');
  closing.push(() => socket.close());
  const encode = (name: string): Buffer =>
    Buffer.concat([
      ...name
        .split('.')
        .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
      Buffer.from([0]),
    ]);
  socket.on('message', (question, { address, port }) => {
    const answers = exchanges().map((exchange) => {
      const data = Buffer.concat([Buffer.from([0, 10]), encode(exchange)]);
      const head = Buffer.from([0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, data.length]);
      return Buffer.concat([head, data]);
    });
    const header = Buffer.alloc(12);
    question.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x81_80, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    let end = 12;
    while (question[end] !== 0) end += (question[end] ?? 0) + 1;
    socket.send(Buffer.concat([header, question.subarray(12, end + 5), ...answers]), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return resolver;
}

test('DNS: the first look is remembered, and what is new or gone since is named', async () => {
  let exchanges = ['mail.example.com', 'backup.example.com'];
  const resolver = await nameServer(() => exchanges);
  const ask = (remembered?: unknown): Promise<Look> =>
    look('dns', { name: 'example.com', types: 'mx' }, { resolver }, remembered);
  const first = await ask();
  assert.deepEqual([first.level, first.facts[0]?.name], ['ok', 'MX']);
  exchanges = exchanges.toReversed();
  assert.equal((await ask(first.remembered)).level, 'ok', 'the order says nothing');
  exchanges = ['mail.example.com', 'mail.evil.example'];
  const second = await ask(first.remembered);
  assert.equal(second.level, 'critical');
  assert.equal(
    second.summary,
    'MX: new exchange=mail.evil.example priority=10, gone exchange=backup.example.com priority=10',
  );
  exchanges = [];
  assert.match((await ask(first.remembered)).summary, /^MX: gone .*, gone /);
});
