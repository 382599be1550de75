import { certificateEnd, type CertificateEnd } from '@castellan/core/tls';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';
import { madeUpMeans } from '../host-example.ts';

const dayMs = 86_400_000;
/** A third of its life is when clients renew; lives get shorter from year to year. */
const tooNear: readonly CertificateEnd[] = ['late', 'last', 'ended'];
const certificate = (
  from: string,
  until: string,
): { file: string; subject: string; from: number; until: number } => ({
  file: '/etc/letsencrypt/live/shop.example/fullchain.pem',
  subject: 'CN=shop.example',
  from: Date.parse(from),
  until: Date.parse(until),
});

/** Certificates on the disk are renewed in time, by themselves. */
export const rule: Rule = defineRule({
  id: 'host/cert-renewal',
  practice: 'I12',
  severity: 'high',
  confidence: 'likely',
  cwe: 324,
  controls: ['asvs5:12.2.2'],
  title: 'Certificates on the host are renewed in time',
  why: 'With the end of a certificate the site is down for everybody, on a day that nobody has in mind.',
  fix: 'Let the client renew them by a timer (`systemctl enable --now certbot.timer`), or take a server that does it itself (Caddy).',
  needs: ['hostCertificates', 'hostMeans'],
  run({ hostCertificates, hostMeans: { means } }, { now }) {
    if (hostCertificates.length === 0) return notApplicable('no certificate in the usual places');
    const findings = hostCertificates.flatMap(({ file, from, until }): RuleFinding[] => {
      const left = Math.floor((until - now) / dayMs);
      const end = certificateEnd({ from, to: until }, now);
      if (!tooNear.includes(end)) return [];
      const message = left < 0 ? `It ended ${-left} days ago` : `It ends in ${left} days`;
      return [{ place: { file }, message, identity: 'expiry' }];
    });
    const issued = hostCertificates.filter(({ file }) => file.startsWith('/etc/letsencrypt/'));
    if (issued.length > 0 && means.certificates.length === 0)
      findings.push({
        place: { file: issued[0]?.file ?? '' },
        message: 'Nothing renews it by itself',
        identity: 'renewal',
      });
    return failBy(
      findings,
      `${hostCertificates.length} certificates; ${means.certificates[0] ?? 'none is near its end'}`,
    );
  },
  examples: [
    {
      title: 'renewed by a timer',
      evidence: {
        hostCertificates: [certificate('2026-10-01', '2026-12-30')],
        hostMeans: madeUpMeans({ certificates: ['certbot starts with the machine'] }),
      },
      expect: 'pass',
    },
    {
      title: 'the timer does not do it',
      evidence: {
        hostCertificates: [certificate('2026-09-05', '2026-12-04')],
        hostMeans: madeUpMeans({ certificates: ['certbot starts with the machine'] }),
      },
      expect: 'fail',
    },
    {
      title: 'nothing renews it',
      evidence: {
        hostCertificates: [certificate('2026-11-01', '2027-01-30')],
        hostMeans: madeUpMeans(),
      },
      expect: 'fail',
    },
    {
      title: 'none',
      evidence: { hostCertificates: [], hostMeans: madeUpMeans() },
      expect: 'not-applicable',
    },
  ],
});
