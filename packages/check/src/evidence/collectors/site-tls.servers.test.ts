import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import {
  hasMariadb,
  postgresPrograms,
  startMariadb,
  startPostgres,
} from '@castellan/testkit/servers';
import { SMTPServer } from 'smtp-server';
import type { TlsServer } from '../../analysis/tls/server-facts.ts';
import { siteSource } from '../site-source.ts';
import { Session } from '../session.ts';
import { issue } from '../tls/case-certificates.ts';
import { collectors } from '../registry.generated.ts';

const own = issue({ name: 'localhost', dnsNames: ['localhost'], key: 'rsa' });
const ends: (() => Promise<void>)[] = [];
after(() => Promise.all(ends.map((end) => end())));

/** What a server offers, and whose certificate it shows. */
async function seen(
  address: string,
): Promise<{ offered: string[]; startTls: string; subject: string }> {
  const session = new Session(siteSource(new URL(address)));
  const tls = await session.ask(collectors.siteTls);
  assert.equal(tls.status, 'available', JSON.stringify(tls));
  const certificate = await session.ask(collectors.siteCertificate);
  assert.equal(certificate.status, 'available', JSON.stringify(certificate));
  const server: TlsServer = tls.value;
  return {
    offered: server.protocols
      .filter(({ status }) => status === 'offered')
      .map(({ protocol }) => protocol),
    startTls: server.startTls ?? '',
    subject: JSON.stringify(certificate.value),
  };
}

test('a mail server with STARTTLS', async () => {
  const server = new SMTPServer({ cert: own.pem, key: own.keyPem, minVersion: 'TLSv1.2' });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const { offered, startTls, subject } = await seen(`smtp://127.0.0.1:${port}`);
  assert.deepEqual([offered, startTls], [['TLSv1.2', 'TLSv1.3'], 'smtp']);
  assert.match(subject, /localhost/);
});

test('a mail server that takes no TLS is told, and never passes', async () => {
  const server = new SMTPServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const session = new Session(siteSource(new URL(`smtp://127.0.0.1:${port}`)));
  const tls = await session.ask(collectors.siteTls);
  assert.equal(tls.status, 'unavailable');
  assert.match(tls.reason, /talks no TLS \(it offers no STARTTLS\)/);
});

const pair = { key: own.keyPem, cert: own.pem };
const withoutPostgres = postgresPrograms() === undefined && 'there is no PostgreSQL here';
test('PostgreSQL', { skip: withoutPostgres }, async () => {
  const server = await startPostgres({ pair });
  ends.push(server.close);
  const { offered, startTls } = await seen(`postgres://127.0.0.1:${server.port}/shop`);
  assert.deepEqual([offered, startTls], [['TLSv1.2', 'TLSv1.3'], 'postgres']);
});

test('MariaDB', { skip: !hasMariadb() && 'there is no MariaDB here' }, async () => {
  const server = await startMariadb(pair);
  ends.push(server.close);
  const { offered, startTls } = await seen(`mariadb://127.0.0.1:${server.port}`);
  assert.equal(startTls, 'mysql');
  assert.ok(offered.includes('TLSv1.2') && offered.includes('TLSv1.3'), offered.join());
});
