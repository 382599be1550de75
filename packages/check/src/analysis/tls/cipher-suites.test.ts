import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { getCiphers } from 'node:tls';
import { type CipherSuite, cipherSuites, suiteName } from './cipher-suites.ts';

const byOpenssl = new Map<string, CipherSuite>();
for (const suite of cipherSuites.values())
  if (suite.openssl !== undefined) byOpenssl.set(suite.openssl, suite);

function byName(name: string): CipherSuite {
  const found = [...cipherSuites.values()].find((suite) => suite.name === name);
  assert.ok(found, name);
  return found;
}

test('every suite that Node.js can be told to use is there under its name', () => {
  const names = new Set([...byOpenssl.keys()].map((name) => name.toLowerCase()));
  const missing = getCiphers().filter((name) => !names.has(name));
  assert.deepEqual(missing, []);
});

const listed = spawnSync('openssl', ['ciphers', '-V', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'], {
  encoding: 'utf8',
});
const skip =
  listed.status === 0 ? false : 'no openssl command here to compare with: install openssl';

test('what openssl says of its suites', { skip }, () => {
  const lines = listed.stdout.trim().split('\n');
  assert.ok(lines.length > 50, String(lines.length));
  for (const line of lines) {
    const [high, low, name, since] =
      /0x(..),0x(..) - (\S+)\s+(\S+)/.exec(line)?.slice(1) ?? assert.fail(line);
    const suite = cipherSuites.get(Number.parseInt(`${high}${low}`, 16));
    assert.ok(suite, line);
    const bits = /Enc=(?:None|[^( ]+\((\d+)\))/.exec(line)?.[1] ?? '0';
    // OpenSSL tells the length of a key; of triple DES the strength is less.
    const strength = bits === '168' ? 112 : Number(bits);
    assert.deepEqual(
      {
        name: suite.openssl,
        bits: suite.bits,
        isAead: suite.isAead,
        isAnonymous: suite.flaws.includes('no authentication'),
        isTls12: suite.isTls12,
        isTls13: suite.isTls13,
        hasForwardSecrecy: suite.hasForwardSecrecy,
      },
      {
        name,
        bits: strength,
        isAead: line.includes('Mac=AEAD'),
        isAnonymous: /Au=None/.test(line) && !/SRP|PSK/.test(line),
        isTls12: since === 'TLSv1.2',
        isTls13: since === 'TLSv1.3',
        hasForwardSecrecy: /Kx=(DH|ECDH|DHEPSK|ECDHEPSK|any)\s/.test(line),
      },
    );
  }
});

describe('what follows from a name', () => {
  const cases: readonly (readonly [name: string, facts: Partial<CipherSuite>])[] = [
    [
      'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
      { code: 0x0003, bits: 40, flaws: ['export', 'RC4'], openssl: 'EXP-RC4-MD5' },
    ],
    ['TLS_RSA_WITH_DES_CBC_SHA', { code: 0x0009, bits: 56, flaws: ['DES'] }],
    ['TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', { code: 0xc012, bits: 112, flaws: ['64-bit blocks'] }],
    ['TLS_DH_anon_WITH_AES_128_CBC_SHA', { code: 0x0034, flaws: ['no authentication'] }],
    ['TLS_RSA_WITH_NULL_SHA256', { code: 0x003b, bits: 0, flaws: ['no encryption'] }],
    [
      'TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384',
      { code: 0xc07d, bits: 256, isAead: true, agreement: 'DHE', hasForwardSecrecy: true },
    ],
    ['TLS_DH_RSA_WITH_AES_128_GCM_SHA256', { code: 0x00a0, hasForwardSecrecy: false }],
    ['TLS_PSK_WITH_AES_128_CBC_SHA256', { code: 0x00ae, isTls12: false, agreement: 'PSK' }],
    ['TLS_PSK_DHE_WITH_AES_256_CCM_8', { code: 0xc0ab, agreement: 'DHE', isAead: true }],
    ['TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256', { code: 0xd005, hasForwardSecrecy: true }],
    ['TLS_AES_256_GCM_SHA384', { code: 0x1302, isTls13: true, bits: 256, agreement: 'TLS 1.3' }],
    ['TLS_SHA256_SHA256', { code: 0xc0b4, bits: 0, flaws: ['no encryption'], isAead: false }],
    ['TLS_GOSTR341112_256_WITH_MAGMA_MGM_S', { code: 0xc106, isTls13: true, bits: 256 }],
  ];
  for (const [name, facts] of cases)
    test(name, () => {
      const suite = byName(name);
      const seen = Object.fromEntries(
        Object.keys(facts).map((key) => [key, suite[key as keyof CipherSuite]]),
      );
      assert.deepEqual(seen, facts);
      assert.equal(suiteName(suite.code), name);
    });
});

test('no two suites have one code or one name', () => {
  const names = [...cipherSuites.values()].map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.equal(names.length, 363);
  assert.equal(byOpenssl.size, [...cipherSuites.values()].filter((one) => one.openssl).length);
});

test('a code that nobody gave is shown as it is', () => {
  assert.equal(suiteName(0xabc), '0x0ABC');
});
