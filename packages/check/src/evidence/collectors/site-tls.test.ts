import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { createServer as createSecureServer } from 'node:https';
import { judgeRule } from '../../engine/judge-rule.ts';
import { rules } from '../../rules/registry.generated.ts';
import { madeUpSource } from '../made-up.ts';
import { collectors } from '../registry.generated.ts';
import { Session } from '../session.ts';
import { siteSource } from '../site-source.ts';
import { issue } from '../tls/case-certificates.ts';
import { collector as siteCertificate } from './site-certificate.ts';
import { collector as siteTls } from './site-tls.ts';

const own = issue({ name: 'shop', dnsNames: ['shop.example'], key: 'rsa' });
const server = createSecureServer({
  cert: own.pem,
  key: own.keyPem,
  minVersion: 'TLSv1.1',
  ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA:@SECLEVEL=0',
});
server.on('tlsClientError', () => {});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
after(() => server.close());
const { port } = server.address() as AddressInfo;
const session = new Session(siteSource(new URL(`https://127.0.0.1:${port}`)));

test('a running site is collected and judged', async () => {
  const of = async (id: string): Promise<string> => {
    const rule = rules.find((one) => one.id === id);
    assert.ok(rule, id);
    const verdict = await judgeRule(
      rule,
      (name) => session.ask<unknown>(collectors[name]),
      Date.now(),
    );
    assert.notEqual(verdict.status, 'error', JSON.stringify(verdict));
    return verdict.status === 'fail'
      ? verdict.findings.map(({ message }) => message).join('; ')
      : verdict.status;
  };
  assert.match(await of('tls/protocols'), /offers TLSv1\.1/);
  assert.match(await of('tls/ciphers'), /without forward secrecy: TLS_RSA_WITH_AES_128_CBC_SHA/);
  assert.equal(await of('tls/key'), 'pass');
  assert.equal(await of('tls/dh'), 'pass');
  assert.equal(await of('tls/compression'), 'pass');
  assert.equal(await of('cert/expiry'), 'pass');
  // Nobody else reaches this machine by that name.
  assert.equal(await of('tls/chain'), 'not-applicable');
  assert.equal(await of('cert/names'), 'not-applicable');
});

test('what cannot be had says so', async () => {
  const repository = new Session(madeUpSource({}));
  const plain = new Session(siteSource(new URL('http://127.0.0.1:1')));
  const gone = new Session(siteSource(new URL('https://127.0.0.1:1')));
  for (const collector of [siteTls, siteCertificate]) {
    for (const [asked, reason] of [
      [repository, /no running site/],
      [plain, /plain HTTP/],
      [gone, /ECONNREFUSED/],
    ] as const) {
      const evidence = await asked.ask<unknown>(collector);
      assert.equal(evidence.status, 'unavailable');
      assert.match(evidence.status === 'unavailable' ? evidence.reason : '', reason);
    }
  }
});
