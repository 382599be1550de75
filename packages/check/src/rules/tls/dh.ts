import { leastCurveBits, leastRsaBits } from '@castellan/core/tls';
import { exampleServer } from '../../analysis/tls/examples.ts';
import { namedGroup } from '../../analysis/tls/named-groups.ts';
import { suiteName } from '../../analysis/tls/cipher-suites.ts';
import type { TlsServer } from '../../analysis/tls/server-facts.ts';
import { located, whereIs } from '../../analysis/tls/whereabouts.ts';
import {
  defineRule,
  type Judgement,
  notApplicable,
  pass,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

/** Keys are agreed on in groups that are large enough. */
export const rule: Rule = defineRule({
  id: 'tls/dh',
  practice: 'I3',
  severity: 'medium',
  confidence: 'certain',
  cwe: 326,
  controls: ['asvs5:12.1.2', 'pci-dss4:4.2.1'],
  title: 'Keys of TLS are agreed on in groups of enough bits',
  why: 'Logarithms in a group of 1,024 bits are within reach of a state, in one of 512 bits of anybody: each opens all connections that used the group.',
  fix: 'Leave DHE suites out, which no current browser needs, or use a group of RFC 7919 (`ssl_dhparam` with ffdhe2048, `dhparam: "auto"` in Node.js); of curves offer X25519 and P-256.',
  needs: ['siteTls'],
  run: ({ siteTls }) => judge(siteTls),
  examples: [
    {
      title: 'a prime of 2,048 bits',
      evidence: { siteTls: exampleServer({}, { dhPrimes: [{ suite: 0x9e, bits: 2048 }] }) },
      expect: 'pass',
    },
    { title: 'curves alone', evidence: { siteTls: exampleServer() }, expect: 'pass' },
    {
      title: 'a prime one bit too short',
      evidence: { siteTls: exampleServer({}, { dhPrimes: [{ suite: 0x9e, bits: 2047 }] }) },
      expect: 'fail',
    },
    {
      title: 'an export prime (Logjam)',
      evidence: { siteTls: exampleServer({}, { dhPrimes: [{ suite: 0x14, bits: 512 }] }) },
      expect: 'fail',
    },
    {
      title: 'a curve of 163 bits',
      evidence: { siteTls: exampleServer({}, { curves: [29, 1] }) },
      expect: 'fail',
    },
    {
      title: 'keys sent by RSA alone',
      evidence: { siteTls: exampleServer({ 'TLSv1.3': [] }, { curves: [], groups: [] }) },
      expect: 'not-applicable',
    },
    {
      title: 'no answer about the groups',
      evidence: {
        siteTls: exampleServer({}, { groups: [], gaps: ['groups of TLS 1.3: it gave no answer'] }),
      },
      expect: 'unknown',
    },
  ],
});

function judge(server: TlsServer): Judgement {
  const where = whereIs(server);
  const findings = [...primeFindings(server, where), ...curveFindings(server, where)];
  if (findings.length > 0) return { status: 'fail', findings: located(server, findings) };
  const gaps = server.gaps.filter((gap) => /^(curves|groups)/.test(gap));
  if (gaps.length > 0) return unknown(`all groups of ${where}: ${gaps.join('; ')}`);
  const names = [...new Set([...server.groups, ...server.curves])].map(
    (code) => namedGroup(code)?.name ?? String(code),
  );
  const primes = server.dhPrimes.map(({ bits }) => bits);
  if (names.length + primes.length === 0)
    return notApplicable(`${where} agrees on keys in no group`);
  const finite = primes.length > 0 ? `; primes of at least ${Math.min(...primes)} bits` : '';
  return pass(`${where}: ${names.join(', ') || 'no curve'}${finite}`);
}

function primeFindings({ dhPrimes }: TlsServer, where: string): RuleFinding[] {
  const weak = dhPrimes.filter(({ bits }) => bits < leastRsaBits);
  if (weak.length === 0) return [];
  const smallest = weak.reduce((least, one) => (one.bits < least.bits ? one : least));
  return [
    {
      message: `${where} uses Diffie-Hellman of ${smallest.bits} bits (${suiteName(smallest.suite)})`,
      identity: 'prime',
      ...(smallest.bits < 1024 && { severity: 'critical' }),
    },
  ];
}

function curveFindings({ curves, groups }: TlsServer, where: string): RuleFinding[] {
  const weak = [...curves, ...groups]
    .flatMap((code) => namedGroup(code) ?? [])
    .filter(({ bits, isFiniteField }) => !isFiniteField && bits < leastCurveBits);
  if (weak.length === 0) return [];
  return [
    {
      message: `${where} agrees to curves of too few bits: ${weak.map(({ name }) => name).join(', ')}`,
      identity: 'curves',
    },
  ];
}
