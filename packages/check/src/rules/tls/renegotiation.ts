import { exampleServer } from '../../analysis/tls/examples.ts';
import { located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, notApplicable, pass, type Rule } from '../rule.ts';

const { hasSecureRenegotiation: _, ...withoutRenegotiation } = exampleServer({ 'TLSv1.2': [] });

/** A handshake within a connection is bound to the one before. */
export const rule: Rule = defineRule({
  id: 'tls/renegotiation',
  practice: 'I3',
  severity: 'low',
  confidence: 'certain',
  cwe: 757,
  controls: ['asvs5:12.1.2'],
  title: 'Renegotiation of TLS is the secure one',
  why: 'Without it an attacker puts a request in front of that of a client, and it runs with the rights of that client.',
  fix: 'Use a TLS library of the last ten years: all of them have RFC 5746.',
  needs: ['siteTls'],
  run({ siteTls }) {
    const where = whereIs(siteTls);
    const { hasSecureRenegotiation } = siteTls;
    if (hasSecureRenegotiation === undefined)
      return notApplicable(`${where} offers no protocol that can renegotiate`);
    if (hasSecureRenegotiation) return pass(`${where} has secure renegotiation (RFC 5746)`);
    const message = `${where} lacks secure renegotiation (RFC 5746)`;
    return { status: 'fail', findings: located(siteTls, [{ message, identity: 'renegotiation' }]) };
  },
  examples: [
    { title: 'RFC 5746', evidence: { siteTls: exampleServer() }, expect: 'pass' },
    {
      title: 'a server that does not know it',
      evidence: { siteTls: exampleServer({}, { hasSecureRenegotiation: false }) },
      expect: 'fail',
    },
    {
      title: 'TLS 1.3 alone',
      evidence: { siteTls: withoutRenegotiation },
      expect: 'not-applicable',
    },
  ],
});
