import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { createSecureContext, TLSSocket } from 'node:tls';
import { type StartTls, startTlsKinds } from '../../analysis/tls/server-facts.ts';
import { issue } from './case-certificates.ts';
import { listen } from './case-server.ts';
import { probeCertificate } from './certificate.ts';
import { defaultLimits } from './inquiry.ts';
import { probeTls } from './probe.ts';

const own = issue({ name: 'localhost', dnsNames: ['localhost'], key: 'rsa' });
const secureContext = createSecureContext({ cert: own.pem, key: own.keyPem });

/** What a server says, and what the client must say before the next of it. */
interface Script {
  readonly greeting: string | Uint8Array;
  /** `bytes` is how much the client sends where it waits for no answer: what follows is TLS. */
  readonly steps: readonly (readonly [
    awaited: RegExp,
    answer: string | Uint8Array,
    bytes?: number,
  ])[];
}

const mysqlGreeting = Buffer.concat([
  Buffer.from([10]),
  Buffer.from('8.4.0\0'),
  Buffer.alloc(12),
  Buffer.from([0, 0xff, 0xff]),
  Buffer.alloc(30),
]);
const packet = (content: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from([content.length, 0, 0, 0]), content]);
const ldapAnswer = (result: number): Uint8Array =>
  Uint8Array.from([0x30, 12, 2, 1, 1, 0x78, 7, 0x0a, 1, result, 4, 0, 4, 0]);

const willing: Readonly<Record<StartTls, Script>> = {
  smtp: {
    greeting: '220-mail.example\r\n220 ESMTP\r\n',
    steps: [
      [/^EHLO .*\r\n/, '250-mail.example\r\n250-STARTTLS\r\n250 SIZE 1\r\n'],
      [/^STARTTLS\r\n/, '220 go on\r\n'],
    ],
  },
  imap: {
    greeting: '* OK ready\r\n',
    steps: [[/^a1 STARTTLS\r\n/, '* CAPABILITY IMAP4rev1\r\na1 OK begin\r\n']],
  },
  pop3: { greeting: '+OK ready\r\n', steps: [[/^STLS\r\n/, '+OK begin\r\n']] },
  ftp: { greeting: '220 ready\r\n', steps: [[/^AUTH TLS\r\n/, '234 begin\r\n']] },
  ldap: { greeting: '', steps: [[/1\.3\.6\.1\.4\.1\.1466\.20037/, ldapAnswer(0)]] },
  postgres: { greeting: '', steps: [[/^\0\0\0\x08/, 'S']] },
  mysql: { greeting: packet(mysqlGreeting), steps: [[/^\x20\0\0\x01[^]{32}/, '', 36]] },
  xmpp: {
    greeting: '',
    steps: [
      [
        /<stream:stream /,
        "<stream:stream><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
      ],
      [/<starttls /, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
    ],
  },
};

const unwilling: Readonly<Record<StartTls, Script>> = {
  smtp: { greeting: '220 ESMTP\r\n', steps: [[/^EHLO/, '250 SIZE 1\r\n']] },
  imap: { greeting: '* OK ready\r\n', steps: [[/^a1/, 'a1 NO not here\r\n']] },
  pop3: { greeting: '+OK ready\r\n', steps: [[/^STLS/, '-ERR what\r\n']] },
  ftp: { greeting: '220 ready\r\n', steps: [[/^AUTH/, '502 what\r\n']] },
  ldap: { greeting: '', steps: [[/1466/, ldapAnswer(2)]] },
  postgres: { greeting: '', steps: [[/^\0\0\0\x08/, 'N']] },
  mysql: {
    greeting: packet(mysqlGreeting.fill(0, 19, 22)),
    steps: [],
  },
  xmpp: {
    greeting: '',
    steps: [[/<stream:stream /, '<stream:stream><stream:features></stream:features>']],
  },
};

function play({ greeting, steps }: Script): (socket: Socket) => void {
  return (socket) => {
    if (greeting.length > 0) socket.write(greeting);
    let at = 0;
    let heard = '';
    const hear = (chunk: Buffer): void => {
      heard += chunk.toString('latin1');
      const step = steps[at];
      if (!step?.[0].test(heard)) return;
      const early = heard;
      heard = '';
      at += 1;
      if (at < steps.length) {
        socket.write(step[1]);
        return;
      }
      socket.off('data', hear);
      socket.pause();
      socket.write(step[1]);
      const [, , bytes = early.length] = step;
      if (bytes < early.length) socket.unshift(Buffer.from(early.slice(bytes), 'latin1'));
      new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => {});
    };
    socket.on('data', hear);
  };
}

for (const kind of startTlsKinds) {
  describe(kind, () => {
    test('TLS begins, and the certificate is shown', async () => {
      const server = await listen(play(willing[kind]));
      const endpoint = { host: '127.0.0.1', port: server.port, startTls: kind };
      const found = await probeTls(endpoint);
      const shown = await probeCertificate(endpoint);
      await server.close();
      if ('failure' in found) assert.fail(found.failure);
      const offered = found.protocols.filter(({ status }) => status === 'offered');
      assert.deepEqual(
        offered.map(({ protocol }) => protocol),
        ['TLSv1.2', 'TLSv1.3'],
      );
      assert.equal(found.startTls, kind);
      assert.equal('failure' in shown ? shown.failure : shown.chain[0]?.subject, 'CN=localhost');
    });

    test('a server that does not want to', async () => {
      const server = await listen(play(unwilling[kind]));
      const endpoint = { host: '127.0.0.1', port: server.port, startTls: kind };
      const found = await probeTls(endpoint, { ...defaultLimits, timeoutMs: 2000 });
      await server.close();
      assert.ok('failure' in found);
      assert.doesNotMatch(found.failure, /no connection/);
    });
  });
}

test('a MySQL that takes no connection of this host says so', async () => {
  const refusal = Buffer.from('\xff\x6a\x04Host is not allowed to connect', 'latin1');
  const server = await listen((socket) => void socket.end(packet(refusal)));
  const found = await probeTls({ host: '127.0.0.1', port: server.port, startTls: 'mysql' });
  await server.close();
  assert.deepEqual(found, { failure: 'Host is not allowed to connect' });
});

test('what is said before TLS is bounded', async () => {
  const server = await listen((socket) => {
    const pour = (): void => {
      while (socket.writable && socket.write('x'.repeat(65_536)));
    };
    socket.on('drain', pour);
    pour();
  });
  const found = await probeTls({ host: '127.0.0.1', port: server.port, startTls: 'smtp' });
  await server.close();
  assert.deepEqual(found, { failure: 'it ended before TLS began' });
});
