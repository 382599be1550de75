import { madeUpRegistration } from '../domain-example.ts';
import { defineRule, failBy, type Rule, unknown } from '../rule.ts';

const dayMs = 86_400_000;
/** Days that are left when a finding becomes graver. */
const steps = [
  { days: 14, severity: 'critical' },
  { days: 30, severity: 'high' },
  { days: 60, severity: 'medium' },
] as const;

/** The domain is registered for more than two months. */
export const rule: Rule = defineRule({
  id: 'domain/expiry',
  practice: 'I14',
  severity: 'high',
  confidence: 'certain',
  cwe: 672,
  controls: ['soc2:A1.2', 'iso27001:A.8.16'],
  title: 'The domain is registered for 60 days or more',
  why: 'With the domain go the site, its mail, and every account that is reset by mail; others wait to take names the moment they fall.',
  fix: 'Renew it with the registrar, for several years, and switch automatic renewal on with a card that is valid.',
  needs: ['domainRegistration'],
  run({ domainRegistration: { name, expires, registrar } }, { now }) {
    if (expires === undefined)
      return unknown('the day on which it ends: the registry does not tell, the registrar does');
    const days = Math.floor((Date.parse(expires) - now) / dayMs);
    const step = steps.find((one) => days < one.days);
    const where = registrar === '' ? name : `${name}, at ${registrar},`;
    if (step === undefined) return failBy([], `${where} ends in ${days} days`);
    const message = days < 0 ? `${where} has ended` : `${where} ends in ${days} days`;
    return failBy(
      [{ place: { file: name }, message, identity: 'expiry', severity: step.severity }],
      '',
    );
  },
  examples: [
    { title: 'nine months left', evidence: ending('2027-09-01'), expect: 'pass' },
    { title: 'sixty days left', evidence: ending('2027-01-24'), expect: 'pass' },
    { title: 'fifty-nine days left', evidence: ending('2027-01-23'), expect: 'fail' },
    { title: 'ended', evidence: ending('2026-11-01'), expect: 'fail' },
    {
      title: 'the registry does not tell',
      evidence: { domainRegistration: withoutEnd() },
      expect: 'unknown',
    },
  ],
});

function ending(day: string): { domainRegistration: ReturnType<typeof madeUpRegistration> } {
  return { domainRegistration: madeUpRegistration({ expires: `${day}T00:00:00.000Z` }) };
}

function withoutEnd(): ReturnType<typeof madeUpRegistration> {
  const { expires: _, ...rest } = madeUpRegistration();
  return rest;
}
