import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleCertificate, exampleServer } from './examples.ts';
import { gradeOf, type Letter } from './grade.ts';
import type { ServerCertificate, TlsServer } from './server-facts.ts';

const good = exampleCertificate();
const rsa = (bits: number): ServerCertificate => exampleCertificate({ key: { type: 'rsa', bits } });

const cases: readonly (readonly [
  title: string,
  letter: Letter,
  server: TlsServer,
  certificate?: ServerCertificate,
])[] = [
  ['well kept', 'A', exampleServer(), good],
  ['without a look at the certificate', 'A', exampleServer()],
  ['no TLS 1.3', 'A-', exampleServer({ 'TLSv1.3': [] }), good],
  ['TLS 1.1', 'B', exampleServer({ 'TLSv1.1': [0xc014] }), good],
  ['no forward secrecy', 'B', exampleServer({ 'TLSv1.2': [0x9c], 'TLSv1.3': [] }), good],
  ['no AEAD', 'B', exampleServer({ 'TLSv1.2': [0xc013], 'TLSv1.3': [] }), good],
  ['a prime of 1,024 bits', 'B', exampleServer({}, { dhPrimes: [{ suite: 0x9e, bits: 1024 }] })],
  ['a prime of 768 bits', 'F', exampleServer({}, { dhPrimes: [{ suite: 0x9e, bits: 768 }] })],
  ['RC4 in TLS 1.2', 'C', exampleServer({ 'TLSv1.2': [0xc02f, 0x05] }), good],
  ['triple DES', 'C', exampleServer({ 'TLSv1.2': [0xc02f, 0xc012] }), good],
  ['SSLv3', 'C', exampleServer({ SSLv3: [0x2f] }), good],
  ['SSLv2', 'F', exampleServer({ SSLv2: [0x01_00_80] }), good],
  ['export', 'F', exampleServer({ 'TLSv1.0': [0x03] }), good],
  ['no encryption', 'F', exampleServer({ 'TLSv1.2': [0xc02f, 0x02] }), good],
  ['anonymous', 'F', exampleServer({ 'TLSv1.2': [0xc02f, 0x34] }), good],
  ['compression', 'C', exampleServer({}, { compression: [1] }), good],
  ['RSA of 2,048 bits', 'A', exampleServer(), rsa(2048)],
  ['RSA of 1,024 bits', 'B', exampleServer(), rsa(1024)],
  ['RSA of 1,023 bits', 'F', exampleServer(), rsa(1023)],
  ['another name', 'M', exampleServer(), exampleCertificate({}, { matchesHost: false })],
  [
    'not trusted',
    'T',
    exampleServer({ SSLv2: [0x01_00_80] }),
    exampleCertificate({}, { trustProblem: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
  ],
];
for (const [title, letter, server, certificate] of cases)
  test(`${letter}: ${title}`, () => {
    const grade = gradeOf(server, certificate);
    assert.equal(grade.letter, letter, JSON.stringify(grade));
    assert.equal(letter === 'A', grade.reasons.length === 0);
  });

test('the score: three tenths protocols, three tenths keys, four tenths ciphers', () => {
  const server = exampleServer(
    { 'TLSv1.0': [0xc014], 'TLSv1.2': [0xc02f, 0xc030], 'TLSv1.3': [0x1301] },
    { curves: [23], groups: [23] },
  );
  const { score, parts } = gradeOf(server, rsa(4096));
  assert.deepEqual(parts, { protocols: 95, keys: 90, ciphers: 90 });
  assert.equal(score, Math.round(0.3 * 95 + 0.3 * 90 + 0.4 * 90));
});
