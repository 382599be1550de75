import { lostStatuses } from '@castellan/core/registration';
import { madeUpRegistration } from '../domain-example.ts';
import { defineRule, failBy, type Rule, unknown } from '../rule.ts';

/** The registry has not taken the domain out of use. */
export const rule: Rule = defineRule({
  id: 'domain/hold',
  practice: 'I14',
  severity: 'critical',
  confidence: 'certain',
  cwe: 672,
  controls: ['soc2:A1.2', 'iso27001:A.8.16'],
  title: 'The domain is neither on hold nor on its way to somebody else',
  why: 'A domain on hold leads nowhere, and one that is being deleted or transferred is lost within days.',
  fix: 'Call the registrar today: renew it, confirm the address of the owner, or stop the transfer.',
  needs: ['domainRegistration'],
  run({ domainRegistration: { name, statuses } }) {
    if (statuses.length === 0)
      return unknown('its status: the registry tells none, the registrar does');
    const found = statuses.filter((one) => lostStatuses.includes(one));
    return failBy(
      found.map((status) => ({
        place: { file: name },
        message: `The registry says of ${name}: ${status}`,
        identity: status,
      })),
      statuses.join(', '),
    );
  },
  examples: [
    { title: 'in use', evidence: { domainRegistration: madeUpRegistration() }, expect: 'pass' },
    {
      title: 'on hold',
      evidence: { domainRegistration: madeUpRegistration({ statuses: ['client hold'] }) },
      expect: 'fail',
    },
    {
      title: 'given up',
      evidence: { domainRegistration: madeUpRegistration({ statuses: ['redemption period'] }) },
      expect: 'fail',
    },
    {
      title: 'the registry does not tell',
      evidence: { domainRegistration: madeUpRegistration({ statuses: [] }) },
      expect: 'unknown',
    },
  ],
});
