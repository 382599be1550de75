import {
  type CipherSuite,
  cipherSuites,
  type SuiteFlaw,
  suiteName,
} from '../../analysis/tls/cipher-suites.ts';
import { exampleServer, exampleUnclear } from '../../analysis/tls/examples.ts';
import { suitesOf } from '../../analysis/tls/key-strength.ts';
import { ssl2Suites } from '../../analysis/tls/ssl2-suites.ts';
import type { TlsServer } from '../../analysis/tls/server-facts.ts';
import { located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, type Judgement, pass, type Rule, type RuleFinding, unknown } from '../rule.ts';

const harms: Readonly<
  Record<SuiteFlaw, readonly [words: string, severity: 'critical' | 'high' | 'medium']>
> = {
  'no encryption': ['suites that do not encrypt', 'critical'],
  'no authentication': ['suites that do not say who the server is', 'critical'],
  export: ['export suites, whose keys are worked out in hours (FREAK, Logjam)', 'critical'],
  DES: ['suites with single DES, whose keys are worked out in a day', 'critical'],
  RC2: ['suites with RC2', 'high'],
  RC4: ['suites with RC4, which leaks what it encrypts (RFC 7465)', 'high'],
  '64-bit blocks': ['suites with blocks of 64 bits, such as triple DES (SWEET32)', 'medium'],
};

/** Suites are sound: encrypted, authenticated, with forward secrecy, an AEAD among them. */
export const rule: Rule = defineRule({
  id: 'tls/ciphers',
  practice: 'I3',
  severity: 'high',
  confidence: 'certain',
  cwe: 327,
  controls: ['asvs5:12.1.2', 'pci-dss4:4.2.1'],
  title: 'Cipher suites of TLS are sound and keep what was sent secret for ever',
  why: 'A weak suite that is offered is one that an attacker can have chosen; without forward secrecy a key that leaks later opens all that was recorded.',
  fix: 'Offer suites with ECDHE and an AEAD alone, such as `ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;` in nginx, and `honorCipherOrder` with the like in Node.js.',
  needs: ['siteTls'],
  run: ({ siteTls }) => judge(siteTls),
  examples: [
    { title: 'ECDHE with AEAD alone', evidence: { siteTls: exampleServer() }, expect: 'pass' },
    {
      title: 'DHE with CBC beside them',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [0xc02f, 0x0033] }) },
      expect: 'pass',
    },
    {
      title: 'RC4',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [0xc02f, 0x0005] }) },
      expect: 'fail',
    },
    {
      title: 'a suite without encryption',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [0xc02f, 0x0002] }) },
      expect: 'fail',
    },
    {
      title: 'an anonymous suite',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [0xc02f, 0x0034] }) },
      expect: 'fail',
    },
    {
      title: 'an export suite',
      evidence: { siteTls: exampleServer({ SSLv3: [0x0003] }) },
      expect: 'fail',
    },
    {
      title: 'triple DES',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [0xc02f, 0xc012] }) },
      expect: 'fail',
    },
    {
      title: 'keys sent by RSA: no forward secrecy',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [0xc02f, 0x009c] }) },
      expect: 'fail',
    },
    {
      title: 'CBC alone, and no TLS 1.3',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [0xc013, 0xc014], 'TLSv1.3': [] }) },
      expect: 'fail',
    },
    {
      title: 'no answer about TLS 1.2',
      evidence: { siteTls: exampleUnclear('TLSv1.2') },
      expect: 'unknown',
    },
    { title: 'a repository', given: { 'package.json': '{}' }, expect: 'unknown' },
  ],
});

function judge(server: TlsServer): Judgement {
  const where = whereIs(server);
  const suites = suitesOf(server).map((code) => cipherSuites.get(code)!);
  const findings = [
    ...flawFindings(suites, where),
    ...ssl2Findings(server, where),
    ...secrecyFindings(suites, where),
    ...aeadFindings(suites, where),
  ];
  if (findings.length > 0) return { status: 'fail', findings: located(server, findings) };
  const gaps = server.protocols.filter(({ gap }) => gap !== undefined);
  if (gaps.length > 0)
    return unknown(
      `all suites of ${where}: ${gaps.map(({ protocol, gap }) => `${protocol}: ${gap}`).join('; ')}`,
    );
  return pass(`${where}: ${suites.length} suites, all of them sound`);
}

function flawFindings(suites: readonly CipherSuite[], where: string): RuleFinding[] {
  return (Object.keys(harms) as SuiteFlaw[]).flatMap((flaw) => {
    const those = suites.filter(({ flaws }) => flaws.includes(flaw));
    if (those.length === 0) return [];
    const [words, severity] = harms[flaw];
    return [
      {
        message: `${where} offers ${words}: ${named(those)}`,
        identity: flaw,
        severity,
      },
    ];
  });
}

function ssl2Findings({ protocols }: TlsServer, where: string): RuleFinding[] {
  const kinds = protocols.find(({ protocol }) => protocol === 'SSLv2')?.suites ?? [];
  const weak = ssl2Suites.filter(({ code, bits }) => kinds.includes(code) && bits < 112);
  if (weak.length === 0) return [];
  return [
    {
      message: `${where} offers weak ciphers of SSLv2: ${weak.map(({ name }) => name).join(', ')}`,
      identity: 'SSLv2',
      severity: 'critical',
    },
  ];
}

function secrecyFindings(suites: readonly CipherSuite[], where: string): RuleFinding[] {
  const without = suites.filter(
    ({ hasForwardSecrecy, flaws }) => !hasForwardSecrecy && flaws.length === 0,
  );
  if (without.length === 0) return [];
  const isAll = !suites.some(({ hasForwardSecrecy }) => hasForwardSecrecy);
  return [
    {
      message: isAll
        ? `${where} offers no suite with forward secrecy`
        : `${where} offers suites without forward secrecy: ${named(without)}`,
      identity: 'no forward secrecy',
      severity: isAll ? 'medium' : 'low',
    },
  ];
}

function aeadFindings(suites: readonly CipherSuite[], where: string): RuleFinding[] {
  if (suites.length === 0 || suites.some(({ isAead }) => isAead)) return [];
  return [
    {
      message: `${where} offers no suite that encrypts and authenticates in one (AEAD)`,
      identity: 'no AEAD',
      severity: 'medium',
    },
  ];
}

/** At most a few names: the rest is counted. */
function named(suites: readonly CipherSuite[]): string {
  const names = suites.map(({ code }) => suiteName(code));
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
