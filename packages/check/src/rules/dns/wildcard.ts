import { found, madeUpRecords, noAnswer, none } from '../domain-example.ts';
import { defineRule, failBy, pass, type Rule, unknown } from '../rule.ts';

/** Names that nobody made do not resolve. */
export const rule: Rule = defineRule({
  id: 'dns/wildcard',
  practice: 'I14',
  severity: 'low',
  confidence: 'possible',
  cwe: 668,
  controls: ['iso27001:A.8.20'],
  title: 'Names that nobody made lead nowhere',
  why: 'With a wildcard every name under the domain shows something: forgotten apps stay reachable, and a takeover of its target holds all names at once.',
  fix: 'List the names that there are. An app that needs a name for each customer gets a domain of its own, apart from that of the site.',
  needs: ['domainRecords'],
  run({ domainRecords: { name, madeUpNames } }) {
    const [answer] = madeUpNames;
    if (madeUpNames.length > 0 && madeUpNames.every(({ status }) => status === 'found'))
      return failBy(
        [
          {
            place: { file: name },
            message: `Every name under ${name} resolves`,
            identity: 'wildcard',
          },
        ],
        '',
      );
    if (answer === undefined || madeUpNames.some(({ status }) => status === 'failed'))
      return unknown(`whether made-up names under ${name} resolve: try another --resolver`);
    return pass(`made-up names under ${name} do not resolve`);
  },
  examples: [
    { title: 'no such name', evidence: { domainRecords: madeUpRecords() }, expect: 'pass' },
    {
      title: 'a wildcard for mail alone',
      evidence: { domainRecords: madeUpRecords({ madeUpNames: [none, none] }) },
      expect: 'pass',
    },
    {
      title: 'a wildcard',
      evidence: {
        domainRecords: madeUpRecords({ madeUpNames: [found('192.0.2.1'), found('192.0.2.1')] }),
      },
      expect: 'fail',
    },
    {
      title: 'no answer',
      evidence: { domainRecords: madeUpRecords({ madeUpNames: [noAnswer, noAnswer] }) },
      expect: 'unknown',
    },
  ],
});
