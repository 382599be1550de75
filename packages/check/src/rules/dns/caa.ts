import { recordsOf, untold } from '../../analysis/domain/answers.ts';
import { found, madeUpRecords, noAnswer, none } from '../domain-example.ts';
import { defineRule, failBy, notApplicable, type Rule, unknown } from '../rule.ts';

/** The domain says which authorities may issue certificates for it. */
export const rule: Rule = defineRule({
  id: 'dns/caa',
  practice: 'I14',
  severity: 'low',
  confidence: 'certain',
  cwe: 693,
  controls: ['iso27001:A.8.24', 'asvs5:12.2.2'],
  title: 'CAA records name the authorities that may issue certificates',
  why: 'Without them every authority in the world may issue for the name, and the weakest of their checks is the one that counts.',
  fix: 'Publish `example.com. CAA 0 issue "letsencrypt.org"`, a line for each authority that you use, and `0 issue ";"` for a domain that has none.',
  needs: ['domainRecords'],
  run({ domainRecords: { name, addresses, mailServers, authorities } }) {
    const records = recordsOf(authorities);
    if (records === undefined) return unknown(untold(`CAA of ${name}`, authorities));
    const issuers = records.filter(({ tag }) => tag === 'issue').map(({ value }) => value.trim());
    if (records.length === 0 && addresses.status !== 'found' && mailServers.status !== 'found')
      return notApplicable(`${name} has neither addresses nor mail`);
    if (issuers.length > 0)
      return failBy([], `${name}: ${issuers.map((one) => one || 'nobody').join(', ')}`);
    const message =
      records.length > 0
        ? `The CAA records of ${name} limit no certificate of the name itself: none has the tag issue`
        : `${name} has no CAA record`;
    return failBy([{ place: { file: name }, message, identity: 'caa' }], '');
  },
  examples: [
    { title: 'one authority', evidence: { domainRecords: madeUpRecords() }, expect: 'pass' },
    {
      title: 'none may issue',
      evidence: {
        domainRecords: madeUpRecords({ authorities: found({ tag: 'issue', value: ';' }) }),
      },
      expect: 'pass',
    },
    {
      title: 'no record',
      evidence: { domainRecords: madeUpRecords({ authorities: none }) },
      expect: 'fail',
    },
    {
      title: 'only where to complain',
      evidence: {
        domainRecords: madeUpRecords({
          authorities: found({ tag: 'iodef', value: 'mailto:ca@shop.example' }),
        }),
      },
      expect: 'fail',
    },
    {
      title: 'no answer',
      evidence: { domainRecords: madeUpRecords({ authorities: noAnswer }) },
      expect: 'unknown',
    },
    {
      title: 'a name that is only held',
      evidence: {
        domainRecords: madeUpRecords({ authorities: none, addresses: none, mailServers: none }),
      },
      expect: 'not-applicable',
    },
  ],
});
