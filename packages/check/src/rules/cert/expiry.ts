import { certificateEnd, type CertificateEnd } from '@castellan/core/tls';
import { exampleCertificate } from '../../analysis/tls/examples.ts';
import type { CertificateFacts, ServerCertificate } from '../../analysis/tls/server-facts.ts';
import { located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, type Judgement, pass, type Rule, type RuleFinding, unknown } from '../rule.ts';

const dayMs = 86_400_000;
/** An authority renews years ahead; one that ends this soon was forgotten. */
const authorityDays = 30;
const severities: Readonly<Partial<Record<CertificateEnd, 'critical' | 'high' | 'medium'>>> = {
  last: 'critical',
  late: 'high',
  due: 'medium',
};

/** The certificate is renewed long before it ends, by the length of its own life. */
export const rule: Rule = defineRule({
  id: 'cert/expiry',
  practice: 'I12',
  severity: 'high',
  confidence: 'certain',
  cwe: 324,
  controls: ['asvs5:12.2.2', 'pci-dss4:4.2.1'],
  title: 'Certificates are renewed before they end',
  why: 'On the day that a certificate ends every client is turned away, and renewals that fail are noticed only then.',
  fix: 'Renew it now, then find out why that did not happen by itself: a timer for certbot, acme.sh, Caddy or cert-manager renews when a third of the life is left.',
  needs: ['siteCertificate'],
  run: ({ siteCertificate }, { now }) => judge(siteCertificate, now),
  examples: [
    {
      title: 'half of its 90 days left',
      evidence: { siteCertificate: exampleCertificate() },
      on: '2026-11-15',
      expect: 'pass',
    },
    {
      title: 'a third left: the day on which it is renewed',
      evidence: { siteCertificate: exampleCertificate() },
      on: '2026-12-01',
      expect: 'pass',
    },
    {
      title: 'six days of life, two of them left',
      evidence: {
        siteCertificate: exampleCertificate({
          validFrom: '2026-11-21T00:00:00.000Z',
          validTo: '2026-11-27T00:00:00.000Z',
        }),
      },
      on: '2026-11-25',
      expect: 'pass',
    },
    {
      title: 'should have been renewed',
      evidence: { siteCertificate: exampleCertificate() },
      on: '2026-12-05',
      expect: 'fail',
    },
    {
      title: 'two weeks left of 90 days',
      evidence: { siteCertificate: exampleCertificate() },
      on: '2026-12-17',
      expect: 'fail',
    },
    {
      title: 'ended',
      evidence: { siteCertificate: exampleCertificate() },
      on: '2026-12-30',
      expect: 'fail',
    },
    {
      title: 'not valid yet',
      evidence: { siteCertificate: exampleCertificate() },
      on: '2026-09-30',
      expect: 'fail',
    },
    {
      title: 'an intermediate that ended',
      evidence: {
        siteCertificate: {
          ...exampleCertificate(),
          chain: [
            exampleCertificate().chain[0]!,
            { ...exampleCertificate().chain[1]!, validTo: '2026-11-01T00:00:00.000Z' },
          ],
        },
      },
      on: '2026-11-15',
      expect: 'fail',
    },
    {
      title: 'a date that cannot be read',
      evidence: { siteCertificate: exampleCertificate({ validTo: 'Bad time value' }) },
      expect: 'unknown',
    },
    { title: 'a repository', given: { 'package.json': '{}' }, expect: 'unknown' },
  ],
});

function judge(certificate: ServerCertificate, now: number): Judgement {
  const { chain } = certificate;
  const where = whereIs(certificate);
  const open = chain.find((one) =>
    Number.isNaN(Date.parse(one.validTo) + Date.parse(one.validFrom)),
  );
  const findings = chain.flatMap((one, index) =>
    one === open ? [] : (findingFor(one, index, now, where) ?? []),
  );
  if (findings.length > 0) return { status: 'fail', findings: located(certificate, findings) };
  if (open !== undefined) return unknown(`dates of ${open.subject} that can be read`);
  const days = Math.floor((Date.parse(chain[0]!.validTo) - now) / dayMs);
  return pass(`${where}: the certificate ends in ${days} days`);
}

function findingFor(
  one: CertificateFacts,
  index: number,
  now: number,
  where: string,
): RuleFinding | undefined {
  const from = Date.parse(one.validFrom);
  const to = Date.parse(one.validTo);
  const whose = index === 0 ? `The certificate of ${where}` : `${one.subject}, sent by ${where},`;
  const tell = (what: string, severity: 'critical' | 'high' | 'medium'): RuleFinding => ({
    message: `${whose} ${what}`,
    identity: index === 0 ? 'certificate' : one.subject,
    severity,
  });
  const end = certificateEnd({ from, to }, now);
  if (end === 'ended') return tell(`ended on ${one.validTo.slice(0, 10)}`, 'critical');
  if (end === 'not yet valid')
    return tell(`is valid only from ${one.validFrom.slice(0, 10)} on`, 'high');
  const left = to - now;
  const what = `ends on ${one.validTo.slice(0, 10)}, in ${Math.floor(left / dayMs)} days`;
  if (index > 0) return left < authorityDays * dayMs ? tell(what, 'high') : undefined;
  const severity = severities[end];
  return severity === undefined ? undefined : tell(what, severity);
}
