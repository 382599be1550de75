import { exampleServer, exampleUnclear } from '../../analysis/tls/examples.ts';
import { located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, notApplicable, pass, type Rule, unknown } from '../rule.ts';

const methods: Readonly<Record<number, string>> = { 1: 'DEFLATE', 64: 'LZS' };

/** TLS does not compress. */
export const rule: Rule = defineRule({
  id: 'tls/compression',
  practice: 'I3',
  severity: 'high',
  confidence: 'certain',
  cwe: 326,
  controls: ['asvs5:12.1.2', 'pci-dss4:4.2.1'],
  title: 'TLS does not compress',
  why: 'The length of what is compressed tells what it holds: a page of an attacker guesses the session cookie letter by letter (CRIME).',
  fix: 'Turn compression of TLS off (`SSLCompression off` in Apache) or move to an OpenSSL of this decade, which has none.',
  needs: ['siteTls'],
  run({ siteTls }) {
    const { compression, protocols, gaps } = siteTls;
    const where = whereIs(siteTls);
    if (compression.length > 0) {
      const names = compression.map((code) => methods[code] ?? `method ${code}`).join(', ');
      const message = `${where} compresses what TLS carries: ${names}`;
      return { status: 'fail', findings: located(siteTls, [{ message, identity: 'compression' }]) };
    }
    const isTls13Only = protocols.every(
      ({ protocol, status }) => protocol === 'TLSv1.3' || status === 'refused',
    );
    if (isTls13Only) return notApplicable(`${where} offers TLS 1.3 alone, which cannot compress`);
    if (gaps.some((gap) => gap.startsWith('compression')))
      return unknown(`an answer of ${where} to a hello that offers compression`);
    return pass(`${where} refuses compression`);
  },
  examples: [
    { title: 'none', evidence: { siteTls: exampleServer() }, expect: 'pass' },
    {
      title: 'TLS 1.3 unclear, TLS 1.2 without compression',
      evidence: { siteTls: exampleUnclear('TLSv1.3') },
      expect: 'pass',
    },
    {
      title: 'DEFLATE',
      evidence: { siteTls: exampleServer({}, { compression: [1] }) },
      expect: 'fail',
    },
    {
      title: 'no answer to the offer',
      evidence: { siteTls: exampleServer({}, { gaps: ['compression: it gave no answer'] }) },
      expect: 'unknown',
    },
    {
      title: 'TLS 1.3 alone',
      evidence: { siteTls: exampleServer({ 'TLSv1.2': [] }) },
      expect: 'not-applicable',
    },
  ],
});
