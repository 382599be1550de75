import { obsoleteProtocols } from '@castellan/core/tls';
import { exampleServer, exampleUnclear } from '../../analysis/tls/examples.ts';
import type { ProtocolFacts, TlsServer } from '../../analysis/tls/server-facts.ts';
import { located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, type Judgement, pass, type Rule, type RuleFinding, unknown } from '../rule.ts';

/** Only TLS 1.2 and 1.3 are offered. */
export const rule: Rule = defineRule({
  id: 'tls/protocols',
  practice: 'I3',
  severity: 'high',
  confidence: 'certain',
  cwe: 757,
  controls: ['asvs5:12.1.1', 'pci-dss4:4.2.1'],
  title: 'Of SSL and TLS only TLS 1.2 and TLS 1.3 are offered',
  why: 'Who can change what travels talks both sides down to the oldest protocol that they share, and reads what it fails to protect.',
  fix: 'Allow TLS 1.2 and TLS 1.3 alone: `ssl_protocols TLSv1.2 TLSv1.3;` in nginx, `minVersion: "TLSv1.2"` in Node.js.',
  needs: ['siteTls'],
  run: ({ siteTls }) => judge(siteTls),
  examples: [
    { title: 'TLS 1.2 and 1.3', evidence: { siteTls: exampleServer() }, expect: 'pass' },
    {
      title: 'TLS 1.3 alone',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [] }) },
      expect: 'pass',
    },
    {
      title: 'TLS 1.0 beside newer ones',
      evidence: { siteTls: exampleServer({ 'TLSv1.0': [0xc014] }) },
      expect: 'fail',
    },
    {
      title: 'SSLv3',
      evidence: { siteTls: exampleServer({ SSLv3: [0x0005] }) },
      expect: 'fail',
    },
    {
      title: 'SSLv2',
      evidence: { siteTls: exampleServer({ SSLv2: [0x01_00_80] }) },
      expect: 'fail',
    },
    {
      title: 'no TLS 1.3',
      evidence: { siteTls: exampleServer({ 'TLSv1.3': [] }) },
      expect: 'fail',
    },
    {
      title: 'no answer about TLS 1.0',
      evidence: { siteTls: exampleUnclear('TLSv1.0') },
      expect: 'unknown',
    },
    {
      title: 'no answer about TLS 1.3',
      evidence: { siteTls: exampleUnclear('TLSv1.3') },
      expect: 'unknown',
    },
    { title: 'a repository', given: { 'package.json': '{}' }, expect: 'unknown' },
  ],
});

function judge(server: TlsServer): Judgement {
  const { protocols } = server;
  const where = whereIs(server);
  const findings = protocols.flatMap((one) => findingFor(one, where) ?? []);
  if (findings.length > 0) return { status: 'fail', findings: located(server, findings) };
  const open = protocols.filter(({ status }) => status === 'unclear');
  if (open.length > 0)
    return unknown(
      `an answer of ${where} about ${open.map(({ protocol }) => protocol).join(', ')}`,
    );
  const offered = protocols.filter(({ status }) => status === 'offered');
  return pass(`${where} offers ${offered.map(({ protocol }) => protocol).join(' and ')}`);
}

function findingFor({ protocol, status }: ProtocolFacts, where: string): RuleFinding | undefined {
  const harm = obsoleteProtocols[protocol];
  if (harm !== undefined && status === 'offered')
    return {
      message: `${where} offers ${protocol}: ${harm}`,
      identity: protocol,
      ...(protocol === 'SSLv2' && { severity: 'critical' }),
    };
  if (protocol === 'TLSv1.3' && status === 'refused')
    return {
      message: `${where} does not offer TLSv1.3`,
      identity: 'no TLSv1.3',
      severity: 'low',
      fix: 'Add TLS 1.3: `ssl_protocols TLSv1.2 TLSv1.3;` in nginx; every Node.js that is supported offers it unless `maxVersion` forbids it.',
    };
  return undefined;
}
