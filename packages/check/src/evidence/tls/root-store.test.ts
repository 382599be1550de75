import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { rootCertificates } from 'node:tls';
import { issue } from './case-certificates.ts';
import { type ReadCertificate, readCertificate } from './certificate-facts.ts';
import { endsAtRoot } from './root-store.ts';

function read(der: Uint8Array): ReadCertificate {
  return readCertificate(der) ?? assert.fail('it cannot be read');
}

const own = read(issue({ name: 'own' }).der);
const known = read(new X509Certificate(rootCertificates[0]!).raw);

test('every root that Node.js ships is read and known', () => {
  for (const pem of rootCertificates) {
    const root = read(new X509Certificate(pem).raw);
    assert.ok(endsAtRoot([root], [0]), root.facts.subject);
    assert.equal(root.facts.isSelfSigned, true, root.facts.subject);
    assert.doesNotMatch(root.facts.signature, /^[\d.]+$|unknown/, root.facts.subject);
    assert.notEqual(root.facts.key.type, 'unknown', root.facts.subject);
  }
});

test('a certificate of nobody, and a root beside the path', () => {
  assert.equal(endsAtRoot([own], [0]), false);
  assert.equal(endsAtRoot([own, known], [-1, 1]), false);
  assert.equal(endsAtRoot([own, known], [1, 1]), true);
});

test('a circle of signatures ends', () => {
  assert.equal(endsAtRoot([own, own], [1, 0]), false);
});
