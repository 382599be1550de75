import { isWeakKey, keyInWords, rsaBitsLikeKey } from '@castellan/core/tls';
import { exampleCertificate } from '../../analysis/tls/examples.ts';
import type { CertificateFacts, ServerCertificate } from '../../analysis/tls/server-facts.ts';
import { located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, type Judgement, pass, type Rule, type RuleFinding, unknown } from '../rule.ts';

const fix =
  'Make a new key (EC on P-256, or RSA of 2,048 bits and more) and have a certificate issued for it.';

/** The keys of the certificates are strong, and so are their signatures. */
export const rule: Rule = defineRule({
  id: 'tls/key',
  practice: 'I3',
  severity: 'high',
  confidence: 'certain',
  cwe: 326,
  controls: ['asvs5:12.1.2', 'pci-dss4:4.2.1'],
  title: 'Keys and signatures of the certificates are strong',
  why: 'Who works out the key is the site; who finds two certificates with one hash gets one signed that nobody meant to sign.',
  fix,
  needs: ['siteCertificate'],
  run: ({ siteCertificate }) => judge(siteCertificate),
  examples: [
    { title: 'EC on P-256', evidence: { siteCertificate: exampleCertificate() }, expect: 'pass' },
    {
      title: 'RSA of 2,048 bits',
      evidence: { siteCertificate: exampleCertificate({ key: { type: 'rsa', bits: 2048 } }) },
      expect: 'pass',
    },
    {
      title: 'Ed25519',
      evidence: { siteCertificate: exampleCertificate({ key: { type: 'ed25519' } }) },
      expect: 'pass',
    },
    {
      title: 'a self-signed root with SHA-1, which nobody reads',
      evidence: {
        siteCertificate: exampleCertificate(
          {},
          {
            chain: [
              exampleCertificate().chain[0]!,
              {
                ...exampleCertificate().chain[1]!,
                isSelfSigned: true,
                signature: 'sha1WithRSAEncryption',
              },
            ],
          },
        ),
      },
      expect: 'pass',
    },
    {
      title: 'RSA one bit too short',
      evidence: { siteCertificate: exampleCertificate({ key: { type: 'rsa', bits: 2047 } }) },
      expect: 'fail',
    },
    {
      title: 'a curve of 192 bits',
      evidence: {
        siteCertificate: exampleCertificate({
          key: { type: 'ec', bits: 192, curve: 'prime192v1' },
        }),
      },
      expect: 'fail',
    },
    {
      title: 'DSA',
      evidence: { siteCertificate: exampleCertificate({ key: { type: 'dsa', bits: 2048 } }) },
      expect: 'fail',
    },
    {
      title: 'signed with SHA-1',
      evidence: { siteCertificate: exampleCertificate({ signature: 'sha1WithRSAEncryption' }) },
      expect: 'fail',
    },
    {
      title: 'a key that Node.js cannot read',
      evidence: { siteCertificate: exampleCertificate({ key: { type: 'unknown' } }) },
      expect: 'unknown',
    },
    { title: 'a repository', given: { 'package.json': '{}' }, expect: 'unknown' },
  ],
});

function judge(certificate: ServerCertificate): Judgement {
  const { chain } = certificate;
  const where = whereIs(certificate);
  const findings = chain.flatMap((one, index) => findingsFor(one, index, where));
  if (findings.length > 0) return { status: 'fail', findings: located(certificate, findings) };
  const open = chain.filter(({ key }) => rsaBitsLikeKey(key) === undefined);
  if (open.length > 0)
    return unknown(
      `the size of the key of ${open.map(({ subject }) => subject).join('; ')}, which Node.js cannot read`,
    );
  return pass(
    `${where}: ${chain.map(({ key, signature }) => `${keyInWords(key)}, ${signature}`).join('; ')}`,
  );
}

function findingsFor(one: CertificateFacts, index: number, where: string): RuleFinding[] {
  const whose = index === 0 ? `${where} has` : `${where} sends the authority ${one.subject} with`;
  const bits = rsaBitsLikeKey(one.key);
  const findings: RuleFinding[] = [];
  if (isWeakKey(one.key))
    findings.push({
      message: `${whose} a weak key: ${keyInWords(one.key)}`,
      identity: `key ${index}`,
      ...(bits !== undefined && bits < 1024 && { severity: 'critical' }),
    });
  // Of a root the signature is not read: clients trust it for its place in their store.
  if (!one.isSelfSigned && /md\d|sha-?1(?!\d)/i.test(one.signature))
    findings.push({
      message: `${whose} a broken signature: ${one.signature}`,
      identity: `signature ${index}`,
      fix: 'Have the certificate issued anew: authorities sign with SHA-256 or better.',
    });
  return findings;
}
