import { exampleCertificate } from '../../analysis/tls/examples.ts';
import type { ServerCertificate } from '../../analysis/tls/server-facts.ts';
import { isThisMachine, located, whereIs } from '../../analysis/tls/whereabouts.ts';
import {
  defineRule,
  type Judgement,
  notApplicable,
  pass,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

/** Told by other rules: `cert/expiry`, `cert/names`, `tls/key`. */
const toldElsewhere =
  /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK)$/;

const selfSigned = exampleCertificate(
  { issuer: 'CN=shop.example', isSelfSigned: true },
  { signedBy: [0], endsAtRoot: false, trustProblem: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
);
const alone: ServerCertificate = {
  ...exampleCertificate({}, { signedBy: [-1], endsAtRoot: false }),
  chain: exampleCertificate().chain.slice(0, 1),
  trustProblem: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
};

/** Clients trust the certificate by what the server sends with it. */
export const rule: Rule = defineRule({
  id: 'tls/chain',
  practice: 'I3',
  severity: 'high',
  confidence: 'certain',
  cwe: 295,
  controls: ['asvs5:12.2.2', 'pci-dss4:4.2.1'],
  title: 'The certificate is trusted by the chain that the server sends',
  why: 'Clients that have not met the intermediate before refuse to connect, and people who are shown warnings learn to click them away.',
  fix: 'Send the certificate first, then each intermediate in the order of signing (`fullchain.pem` of certbot), and not the root.',
  needs: ['siteCertificate'],
  run: ({ siteCertificate }) => judge(siteCertificate),
  examples: [
    {
      title: 'certificate and intermediate, in order',
      evidence: { siteCertificate: exampleCertificate() },
      expect: 'pass',
    },
    {
      title: 'an authority of the company, which Node.js is told to trust',
      evidence: { siteCertificate: exampleCertificate({}, { endsAtRoot: false }) },
      expect: 'pass',
    },
    {
      title: 'an expired one is for another rule',
      evidence: {
        siteCertificate: exampleCertificate({}, { trustProblem: 'CERT_HAS_EXPIRED' }),
      },
      expect: 'pass',
    },
    { title: 'self-signed', evidence: { siteCertificate: selfSigned }, expect: 'fail' },
    { title: 'no intermediate', evidence: { siteCertificate: alone }, expect: 'fail' },
    {
      title: 'the wrong order',
      evidence: {
        siteCertificate: {
          ...exampleCertificate({}, { signedBy: [2, -1, 1] }),
          chain: [
            ...exampleCertificate().chain,
            { ...exampleCertificate().chain[1]!, subject: 'CN=Another', fingerprint: 'cc' },
          ],
        },
      },
      expect: 'fail',
    },
    {
      title: 'an authority that nobody knows',
      evidence: {
        siteCertificate: exampleCertificate(
          {},
          { endsAtRoot: false, signedBy: [1, 1], trustProblem: 'SELF_SIGNED_CERT_IN_CHAIN' },
        ),
      },
      expect: 'fail',
    },
    {
      title: 'nobody could judge trust',
      evidence: {
        siteCertificate: exampleCertificate({}, { endsAtRoot: false, isTrustJudged: false }),
      },
      expect: 'unknown',
    },
    {
      title: 'self-signed on the machine itself',
      evidence: { siteCertificate: { ...selfSigned, host: 'localhost' } },
      expect: 'not-applicable',
    },
  ],
});

function judge(certificate: ServerCertificate): Judgement {
  const where = whereIs(certificate);
  if (isThisMachine(certificate))
    return notApplicable(`${where} is this machine: no authority signs for it`);
  const findings = [...trustFindings(certificate, where), ...orderFindings(certificate, where)];
  if (findings.length > 0) return { status: 'fail', findings: located(certificate, findings) };
  if (!certificate.isTrustJudged && !certificate.endsAtRoot)
    return unknown(`a connection of Node.js to ${where}, to judge whether the chain is trusted`);
  return pass(`${where}: ${certificate.chain.map(({ subject }) => subject).join(' ← ')}`);
}

function trustFindings(certificate: ServerCertificate, where: string): RuleFinding[] {
  const { chain, signedBy, trustProblem, endsAtRoot } = certificate;
  if (trustProblem === undefined) return [];
  // OpenSSL tells one problem at a time: behind an expiry the way to a root still counts.
  if (toldElsewhere.test(trustProblem) && endsAtRoot) return [];
  const finding = (what: string, identity: string): RuleFinding[] => [
    { message: `${where} ${what}`, identity },
  ];
  if (chain[0]!.isSelfSigned)
    return finding('has a certificate that it signed itself', 'self-signed');
  if (signedBy[0] === -1 && !endsAtRoot)
    return finding(
      `does not send the certificate of ${chain[0]!.issuer}, which signed its own`,
      'no intermediate',
    );
  if (!endsAtRoot)
    return finding(`has a certificate from an authority that is not trusted`, 'untrusted');
  return finding(`has a certificate that Node.js does not trust: ${trustProblem}`, 'untrusted');
}

function orderFindings(
  { chain, signedBy, isAsSent }: ServerCertificate,
  where: string,
): RuleFinding[] {
  if (!isAsSent) return [];
  const path = pathOf(signedBy);
  if (path.every((place, index) => place === index)) return [];
  return [
    {
      message: `${where} sends its chain in the wrong order: ${path.map((place) => chain[place]!.subject).join(' ← ')} would be right`,
      identity: 'order',
      severity: 'low',
    },
  ];
}

/** Places of the certificates on the way from the server's own up. */
function pathOf(signedBy: readonly number[]): number[] {
  const path = [0];
  for (;;) {
    const next = signedBy[path.at(-1)!] ?? -1;
    if (next < 0 || path.includes(next)) return path;
    path.push(next);
  }
}
