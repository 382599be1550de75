import { exampleServer } from '../../analysis/tls/examples.ts';
import { located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, notApplicable, pass, type Rule, unknown } from '../rule.ts';

/** A client that was talked down to an older protocol is turned away. */
export const rule: Rule = defineRule({
  id: 'tls/fallback-scsv',
  practice: 'I3',
  severity: 'low',
  confidence: 'certain',
  cwe: 757,
  controls: ['asvs5:12.1.1'],
  title: 'Clients that were talked down to an old protocol are turned away',
  why: 'Who breaks a few handshakes makes some clients try an older protocol, and then has its faults to use.',
  fix: 'Stop offering the old protocols; until then use a TLS library that has RFC 7507, as OpenSSL since 1.0.1j has.',
  needs: ['siteTls'],
  run({ siteTls }) {
    const where = whereIs(siteTls);
    const offered = siteTls.protocols
      .filter(({ status }) => status === 'offered')
      .map(({ protocol }) => protocol);
    const isOld = offered.some((protocol) => protocol !== 'TLSv1.2' && protocol !== 'TLSv1.3');
    if (!isOld || offered.length < 2)
      return notApplicable(`${where} has no old protocol that a newer one could be talked down to`);
    if (siteTls.hasFallbackScsv === undefined)
      return unknown(`an answer of ${where} to a hello that says it is a fallback`);
    if (siteTls.hasFallbackScsv) return pass(`${where} refuses fallbacks (RFC 7507)`);
    const message = `${where} takes clients that were talked down to an old protocol`;
    return { status: 'fail', findings: located(siteTls, [{ message, identity: 'fallback' }]) };
  },
  examples: [
    {
      title: 'TLS 1.0, and it refuses fallbacks',
      evidence: { siteTls: exampleServer({ 'TLSv1.0': [0xc014] }) },
      expect: 'pass',
    },
    {
      title: 'TLS 1.0, and it takes them',
      evidence: {
        siteTls: exampleServer({ 'TLSv1.0': [0xc014] }, { hasFallbackScsv: false }),
      },
      expect: 'fail',
    },
    {
      title: 'TLS 1.2 and 1.3: the newer one guards itself',
      evidence: { siteTls: exampleServer({}, { hasFallbackScsv: false }) },
      expect: 'not-applicable',
    },
    {
      title: 'one old protocol alone',
      evidence: { siteTls: exampleServer({ 'TLSv1.0': [5], 'TLSv1.2': [], 'TLSv1.3': [] }) },
      expect: 'not-applicable',
    },
  ],
});
