import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Evidence } from '../collector.ts';
import { collectors, type EvidenceName, type EvidenceValues } from '../registry.generated.ts';
import { Session } from '../session.ts';
import { issue } from '../tls/case-certificates.ts';
import { type CaseNameServer, startNameServer } from './case-name-server.ts';
import { type DomainOptions, domainSource } from './domain-source.ts';

const dkim = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
  type: 'spki',
  format: 'der',
});
const zone = {
  'shop.example': {
    NS: ['ns1.shop.example', 'ns2.shop.example'],
    A: ['127.0.0.1'],
    SOA: [{ mname: 'ns1.shop.example', rname: 'a.b', serial: 1 }],
    MX: [{ preference: 10, exchange: 'mx.shop.example' }],
    TXT: ['v=spf1 include:_spf.mail.example -all', 'a'.repeat(5)],
    CAA: [{ flags: 0, tag: 'issue', value: 'letsencrypt.org' }],
    DS: [{ keyTag: 2371, algorithm: 13, digestType: 2, digest: Buffer.alloc(32) }],
    DNSKEY: [{ flags: 257, algorithm: 13, key: Buffer.alloc(64) }],
  },
  'ns1.shop.example': { A: ['192.0.2.53'] },
  'ns2.shop.example': { AAAA: ['2001:db8::53'] },
  'www.shop.example': { CNAME: ['shop.example'] },
  'old.shop.example': { CNAME: ['gone.herokuapp.com'] },
  'lost.shop.example': { CNAME: ['cdn.free.example'] },
  'herokuapp.com': { NS: ['ns.herokuapp.com'] },
  '_spf.mail.example': { TXT: ['v=spf1 ip4:192.0.2.0/24 -all'] },
  's1._domainkey.shop.example': { TXT: [`v=DKIM1; p=${dkim.toString('base64')}`] },
  '_dmarc.shop.example': { TXT: ['v=DMARC1; p=reject'] },
  '_mta-sts.shop.example': { TXT: ['v=STSv1; id=1'] },
  'mta-sts.shop.example': { A: ['127.0.0.1'] },
  'data.iana.org': { A: ['127.0.0.1'] },
};

let names: CaseNameServer;
before(async () => {
  names = await startNameServer({ zone, verifies: true, silent: ['api.shop.example'] });
});
after(() => names.close());

test('records, mail and aliases of a domain, as a resolver tells them', async () => {
  const session = looking({ selectors: ['s1'], names: ['lost'] });
  const records = valueOf(await session.ask(collectors.domainRecords));
  assert.deepEqual(records.nameServers, {
    status: 'found',
    records: ['ns1.shop.example', 'ns2.shop.example'],
  });
  assert.deepEqual(records.authorities, {
    status: 'found',
    records: [{ tag: 'issue', value: 'letsencrypt.org' }],
  });
  assert.deepEqual(records.madeUpNames, [{ status: 'no-name' }, { status: 'no-name' }]);
  const mail = valueOf(await session.ask(collectors.domainMail));
  assert.equal(mail.keys[0]?.rsaBits, 1024);
  assert.deepEqual(Object.keys(mail.senders), ['shop.example', '_spf.mail.example']);
  assert.deepEqual(mail.tlsReports, { status: 'no-name' });
  const { aliases, untold } = valueOf(await session.ask(collectors.domainAliases));
  assert.deepEqual(
    aliases.map(({ name, isTargetRegistered }) => [name, isTargetRegistered]),
    [
      ['lost.shop.example', false],
      ['www.shop.example', undefined],
      ['old.shop.example', true],
    ],
  );
  assert.deepEqual(untold, ['api.shop.example']);
});

test('signatures: verified, broken, and of a server that says nothing', async () => {
  const whole = valueOf(await looking().ask(collectors.domainSigning));
  assert.deepEqual(whole.delegation, { status: 'found', records: [2371] });
  assert.deepEqual(whole.keys, { status: 'found', records: [257] });
  assert.ok(whole.isVerified && !whole.isBroken);
  const refusing = await startNameServer({ zone, broken: ['shop.example'] });
  const source = domainSource({ name: 'shop.example', resolvers: [refusing.address] });
  const broken = await source.domain!.signing('shop.example');
  assert.ok(broken.isBroken && broken.delegation.status === 'failed');
  await refusing.close();
  const gone = await source.domain!.signing('shop.example');
  assert.equal(gone.delegation.status, 'failed');
});

test('a policy is fetched from where the resolver says, by a certificate that must be trusted', async () => {
  const certificate = issue({
    name: 'mta-sts',
    dnsNames: ['mta-sts.shop.example'],
    isAuthority: true,
  });
  const server = createServer(
    { cert: certificate.pem, key: certificate.keyPem },
    (request, response) => {
      response.end(`version: STSv1 ${request.headers.host}${request.url}`);
    },
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const securePort = (server.address() as AddressInfo).port;
  const trusted = { securePort, authority: certificate.pem };
  const mail = valueOf(await looking({ policies: trusted }).ask(collectors.domainMail));
  assert.ok(mail.mtaStsPolicy?.status === 'answered');
  assert.match(
    mail.mtaStsPolicy.text,
    /STSv1 mta-sts\.shop\.example:\d+\/\.well-known\/mta-sts\.txt/,
  );
  const other = valueOf(await looking({ policies: { securePort } }).ask(collectors.domainMail));
  assert.equal(other.mtaStsPolicy?.status, 'failed');
  server.close();
});

test('the registry is asked by RDAP; what it is not, and where it leads, is told', async () => {
  const server = createPlain((request, response) => {
    if (request.url === '/moved/domain/shop.example')
      response.writeHead(302, { location: '/rdap/domain/shop.example' }).end();
    else if (request.url === '/circle/domain/shop.example')
      response.writeHead(302, { location: request.url }).end();
    else if (request.url === '/rdap/domain/shop.example')
      response.end(JSON.stringify({ objectClassName: 'domain', status: ['Active'] }));
    else if (request.url === '/page/domain/shop.example') response.end('<html>');
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked = (path: string): Promise<Evidence<EvidenceValues['domainRegistration']>> =>
    looking({ rdapServer: `${base}/${path}` }).ask(collectors.domainRegistration);
  assert.deepEqual(valueOf(await asked('moved/')).statuses, ['active']);
  for (const [path, reason] of [
    ['circle', /on and on/],
    ['page', /something else than RDAP/],
    ['none', /knows no domain/],
  ] as const) {
    const evidence = await asked(path);
    assert.ok(evidence.status === 'unavailable');
    assert.match(evidence.reason, reason);
  }
  const unknown = await looking().ask(collectors.domainRegistration);
  assert.ok(
    unknown.status === 'unavailable' &&
      /no RDAP server is known for \.example/.test(unknown.reason),
  );
  server.close();
});

test('the server of a registry is the one of the list of IANA', async () => {
  const certificate = issue({ name: 'iana', dnsNames: ['data.iana.org'], isAuthority: true });
  const registry = createPlain((_, response) => {
    response.end(JSON.stringify({ objectClassName: 'domain', status: ['ok'] }));
  }).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  const base = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
  const list = createServer({ cert: certificate.pem, key: certificate.keyPem }, (_, response) => {
    response.end(JSON.stringify({ services: [[['Example'], [base]]] }));
  }).listen(0, '127.0.0.1');
  await once(list, 'listening');
  const securePort = (list.address() as AddressInfo).port;
  const policies = { securePort, authority: certificate.pem };
  const evidence = await looking({ policies }).ask(collectors.domainRegistration);
  assert.deepEqual(valueOf(evidence).statuses, ['ok']);
  assert.ok(evidence.status === 'available' && evidence.origin === base);
  list.close();
  registry.close();
});

test('a domain that is not there, and a resolver that fails, are unavailable', async () => {
  const failing = await startNameServer({ zone, failing: ['shop.example'] });
  for (const [options, reason] of [
    [{ name: 'missing.example' }, /there is no domain missing\.example/],
    [{ resolvers: [failing.address] }, /SERVFAIL/],
  ] as const) {
    const session = looking(options);
    for (const name of [
      'domainRecords',
      'domainMail',
      'domainAliases',
      'domainSigning',
    ] as EvidenceName[]) {
      const evidence = await session.ask<unknown>(collectors[name]);
      assert.ok(evidence.status === 'unavailable', name);
      assert.match(evidence.reason, reason);
    }
  }
  await failing.close();
});

function looking(options: Partial<DomainOptions> = {}): Session {
  return new Session(
    domainSource({ name: 'shop.example', resolvers: [names.address], ...options }),
  );
}

function valueOf<Value>(evidence: Evidence<Value>): Value {
  assert.ok(evidence.status === 'available', JSON.stringify(evidence));
  return evidence.value;
}
