import { madeUpRegistration } from '../domain-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** The registry shows nobody's mail address or telephone number. */
export const rule: Rule = defineRule({
  id: 'domain/privacy',
  practice: 'I14',
  severity: 'low',
  confidence: 'possible',
  cwe: 359,
  controls: ['iso27001:A.8.12'],
  title: 'The registry shows no mail address or telephone number of people',
  why: 'Who answers for the domain is the first to be called by somebody who pretends to be the registrar.',
  fix: 'Switch on the privacy service of the registrar, or register a role: domains@ and the number of the office.',
  needs: ['domainRegistration'],
  run({ domainRegistration: { name, registrar, statuses, openContacts } }) {
    if (registrar === '' && statuses.length === 0 && openContacts.length === 0)
      return notApplicable(`the registry tells next to nothing of ${name}`);
    return failBy(
      openContacts.map((role) => ({
        place: { file: name },
        message: `The registry shows how to reach the ${role} contact of ${name}`,
        identity: role,
      })),
      'no such contact is shown',
    );
  },
  examples: [
    {
      title: 'nobody is shown',
      evidence: { domainRegistration: madeUpRegistration() },
      expect: 'pass',
    },
    {
      title: 'the owner is shown',
      evidence: { domainRegistration: madeUpRegistration({ openContacts: ['registrant'] }) },
      expect: 'fail',
    },
    {
      title: 'a registry that tells nothing',
      evidence: { domainRegistration: madeUpRegistration({ registrar: '', statuses: [] }) },
      expect: 'not-applicable',
    },
  ],
});
