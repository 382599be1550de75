import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import type { MailServerTls } from '../../analysis/domain/facts.ts';
import { type CaseNameServer, startNameServer } from '../domain/case-name-server.ts';
import { domainSource } from '../domain/domain-source.ts';
import { collectors } from '../registry.generated.ts';
import { Session } from '../session.ts';
import { issue } from '../tls/case-certificates.ts';
import { listen } from '../tls/case-server.ts';

const own = issue({ name: 'mx1', dnsNames: ['mx1.shop.example'], key: 'rsa' });
const zone = {
  'shop.example': {
    SOA: [{ mname: 'ns1.shop.example', rname: 'a.b', serial: 1 }],
    MX: [
      { preference: 20, exchange: 'mx2.shop.example' },
      { preference: 10, exchange: 'mx1.shop.example' },
      { preference: 30, exchange: 'gone.shop.example' },
    ],
  },
  'mx1.shop.example': { A: ['127.0.0.1'] },
  'mx2.shop.example': { A: ['127.0.0.1'] },
  'null.example': { MX: [{ preference: 0, exchange: '.' }], A: ['127.0.0.1'] },
};

let names: CaseNameServer;
before(async () => {
  names = await startNameServer({ zone });
});
after(() => names.close());

async function seen(mailPort: number, name = 'shop.example'): Promise<readonly MailServerTls[]> {
  const source = domainSource({ name, resolvers: [names.address], mailPort });
  const evidence = await new Session(source).ask(collectors.domainMailTls);
  assert.equal(evidence.status, 'available', JSON.stringify(evidence));
  return evidence.value.servers;
}

async function mailServer(options: object): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({ cert: own.pem, key: own.keyPem, ...options });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

test('a server with STARTTLS, by each name that it has', async () => {
  const { port, close } = await mailServer({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
  const [first, second, third] = await seen(port);
  await close();
  assert.ok(first?.sight.status === 'shown', JSON.stringify(first));
  assert.equal(first.host, 'mx1.shop.example');
  const { certificate } = first.sight;
  assert.equal(certificate.protocol, 'TLSv1.2');
  assert.equal(certificate.matchesHost, true);
  assert.match(certificate.trustProblem ?? '', /SELF_SIGNED/);
  assert.ok(second?.sight.status === 'shown');
  assert.equal(second.sight.certificate.matchesHost, false);
  assert.deepEqual(third, {
    host: 'gone.shop.example',
    sight: { status: 'unclear', reason: 'it has no address' },
  });
});

test('a server without STARTTLS refuses', async () => {
  const { port, close } = await mailServer({ disabledCommands: ['STARTTLS'] });
  const [first] = await seen(port);
  await close();
  assert.deepEqual(first?.sight, { status: 'refused', reason: 'it offers no STARTTLS' });
});

test('a port that is closed, and a server that takes nothing from here, are no refusals', async () => {
  const { port, close } = await mailServer({});
  await close();
  const [closed] = await seen(port);
  assert.ok(closed?.sight.status === 'unclear');
  assert.match(closed.sight.reason, /port \d+ is not reached from here: .*ECONNREFUSED/);
  const unwilling = await listen((socket) => socket.end('554 your network is blocked\r\n'));
  const [blocked] = await seen(unwilling.port);
  await unwilling.close();
  assert.deepEqual(blocked?.sight, { status: 'unclear', reason: '554 your network is blocked' });
});

test('STARTTLS that is offered: refused for good, and for now', async () => {
  for (const [answer, status] of [
    ['502 no', 'refused'],
    ['454 later', 'unclear'],
  ] as const) {
    const server = await listen((socket) => {
      socket.write('220 mx\r\n');
      socket.on('data', (data: Buffer) => {
        socket.write(
          data.toString().startsWith('EHLO') ? '250-mx\r\n250 STARTTLS\r\n' : `${answer}\r\n`,
        );
      });
    });
    const [first] = await seen(server.port);
    await server.close();
    assert.ok(first !== undefined && 'reason' in first.sight);
    assert.equal(first.sight.status, status);
    assert.match(first.sight.reason, new RegExp(answer));
  }
});

test('the null MX names no server to look at', async () => {
  assert.deepEqual(await seen(1, 'null.example'), []);
});
