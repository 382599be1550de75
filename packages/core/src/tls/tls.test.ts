import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import {
  certificateEnd,
  type CertificateKey,
  certificateKey,
  isWeakKey,
  keyInWords,
  obsoleteProtocols,
  protocols,
  rsaBitsLikeCurve,
} from './index.ts';

const dayMs = 86_400_000;

test('a certificate is near its end by the length of its own life', () => {
  const end = (days: number, left: number): string =>
    certificateEnd({ from: 0, to: days * dayMs }, (days - left) * dayMs);
  assert.equal(end(90, 27), 'far');
  assert.equal(end(90, 26.9), 'due');
  assert.equal(end(90, 15), 'due');
  assert.equal(end(90, 14.9), 'late');
  assert.equal(end(90, 3), 'late');
  assert.equal(end(90, 2.9), 'last');
  assert.equal(end(90, 0), 'last', 'its last instant is in it');
  assert.equal(end(90, -1 / dayMs), 'ended');
  assert.equal(end(90, 90), 'far');
  assert.equal(end(90, 90 + 1 / dayMs), 'not yet valid');
  assert.equal(end(6, 2), 'far', 'two days are much for one that lives for six');
  assert.equal(end(6, 1.7), 'due');
  assert.equal(end(6, 0.9), 'last');
});

test('keys of each kind are read from Node.js, and the weak ones known', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  assert.deepEqual(
    certificateKey(() => rsa),
    { type: 'rsa', bits: 1024 },
  );
  const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
  const ec = certificateKey(() => curve);
  assert.deepEqual(ec, { type: 'ec', bits: 256, curve: 'prime256v1' });
  const edwards = generateKeyPairSync('ed25519').publicKey;
  assert.deepEqual(
    certificateKey(() => edwards),
    { type: 'ed25519' },
  );
  const unread = certificateKey(() => {
    throw new Error('unsupported');
  });
  assert.deepEqual(unread, { type: 'unknown' });

  const weak = (type: string, bits?: number): boolean =>
    isWeakKey({ type, ...(bits !== undefined && { bits }) });
  assert.deepEqual([weak('rsa', 2047), weak('rsa', 2048)], [true, false]);
  assert.deepEqual([weak('rsa-pss', 2047), weak('rsa-pss', 2048)], [true, false]);
  assert.deepEqual([weak('ec', 223), weak('ec', 224)], [true, false]);
  assert.deepEqual([weak('ed25519'), weak('unknown')], [false, false]);
  assert.ok(weak('dsa', 3072), 'no longer approved at any size');
  assert.deepEqual([rsaBitsLikeCurve(384), rsaBitsLikeCurve(159)], [7680, 512]);

  const words = (key: CertificateKey): string => keyInWords(key);
  assert.equal(words(ec), 'ec prime256v1');
  assert.deepEqual(
    [words({ type: 'rsa', bits: 1024 }), words(unread)],
    ['rsa 1024 bits', 'unknown'],
  );
});

test('all but TLS 1.2 and 1.3 are obsolete', () => {
  const current = protocols.filter((protocol) => obsoleteProtocols[protocol] === undefined);
  assert.deepEqual(current, ['TLSv1.2', 'TLSv1.3']);
});
