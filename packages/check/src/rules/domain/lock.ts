import { madeUpRegistration } from '../domain-example.ts';
import { defineRule, failBy, type Rule, unknown } from '../rule.ts';

/** The domain cannot be carried to another registrar by who merely asks. */
export const rule: Rule = defineRule({
  id: 'domain/lock',
  practice: 'I14',
  severity: 'medium',
  confidence: 'certain',
  cwe: 284,
  controls: ['iso27001:A.8.2', 'soc2:CC6.1'],
  title: 'The domain is locked against transfer',
  why: 'Without the lock a stolen mailbox or a code that leaked is enough to take the domain away.',
  fix: 'Switch on the transfer lock with the registrar; for the domain that carries your sign-in ask for a registry lock too.',
  needs: ['domainRegistration'],
  run({ domainRegistration: { name, statuses } }) {
    if (statuses.length === 0)
      return unknown('the locks: the registry tells no status, the registrar does');
    const lock = statuses.find((one) => /^(client|server) transfer prohibited$/.test(one));
    const message = `${name} may be transferred: ${statuses.join(', ')}`;
    return failBy(
      lock === undefined ? [{ place: { file: name }, message, identity: 'lock' }] : [],
      lock ?? '',
    );
  },
  examples: [
    {
      title: 'locked by the registrar',
      evidence: having('client transfer prohibited'),
      expect: 'pass',
    },
    {
      title: 'locked by the registry',
      evidence: having('active', 'server transfer prohibited'),
      expect: 'pass',
    },
    { title: 'open', evidence: having('active'), expect: 'fail' },
    {
      title: 'only deletion is closed',
      evidence: having('client delete prohibited'),
      expect: 'fail',
    },
    { title: 'the registry does not tell', evidence: having(), expect: 'unknown' },
  ],
});

function having(...statuses: string[]): {
  domainRegistration: ReturnType<typeof madeUpRegistration>;
} {
  return { domainRegistration: madeUpRegistration({ statuses }) };
}
