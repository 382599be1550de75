import { recordsOf, untold } from '../../analysis/domain/answers.ts';
import { found, madeUpRecords, noAnswer, none } from '../domain-example.ts';
import { defineRule, failBy, notApplicable, pass, type Rule, unknown } from '../rule.ts';

/** Who takes the mail of a domain is said, also when nobody does. */
export const rule: Rule = defineRule({
  id: 'mail/null-mx',
  practice: 'I14',
  severity: 'low',
  confidence: 'certain',
  cwe: 290,
  controls: ['iso27001:A.8.20'],
  title: 'MX records say who takes mail, or that nobody does',
  why: 'Without an MX record mail goes to the address of the site; with the null MX senders know at once that there is nobody, and receivers trust no sender of that name.',
  fix: 'For a domain without mail publish `example.com. MX 0 .` and `example.com. TXT "v=spf1 -all"`.',
  needs: ['domainRecords'],
  run({ domainRecords: { name, addresses, mailServers } }) {
    const servers = recordsOf(mailServers);
    if (servers === undefined) return unknown(untold(`MX of ${name}`, mailServers));
    const place = { file: name };
    if (servers.length === 0) {
      if (addresses.status === 'failed') return unknown(untold(`addresses of ${name}`, addresses));
      if (addresses.status !== 'found') return notApplicable(`${name} has no addresses`);
      const message = `${name} has no MX record: mail to it goes to the site`;
      return failBy([{ place, message, identity: 'no MX' }], '');
    }
    const isNull = servers.some(({ host }) => host === '');
    if (isNull && servers.length > 1)
      return failBy(
        [
          {
            place,
            message: `${name} says that nobody takes its mail, and names servers too`,
            identity: 'both',
          },
        ],
        '',
      );
    return pass(isNull ? `${name} takes no mail` : servers.map(({ host }) => host).join(', '));
  },
  examples: [
    { title: 'a mail server', evidence: { domainRecords: madeUpRecords() }, expect: 'pass' },
    {
      title: 'nobody',
      evidence: { domainRecords: madeUpRecords({ mailServers: found({ host: '', priority: 0 }) }) },
      expect: 'pass',
    },
    {
      title: 'nothing said, and a site',
      evidence: { domainRecords: madeUpRecords({ mailServers: none }) },
      expect: 'fail',
    },
    {
      title: 'nobody and somebody',
      evidence: {
        domainRecords: madeUpRecords({
          mailServers: found({ host: '', priority: 0 }, { host: 'mx.shop.example', priority: 10 }),
        }),
      },
      expect: 'fail',
    },
    {
      title: 'a name that is only held',
      evidence: { domainRecords: madeUpRecords({ mailServers: none, addresses: none }) },
      expect: 'not-applicable',
    },
    {
      title: 'no answer for the addresses',
      evidence: { domainRecords: madeUpRecords({ mailServers: none, addresses: noAnswer }) },
      expect: 'unknown',
    },
    {
      title: 'no answer',
      evidence: { domainRecords: madeUpRecords({ mailServers: noAnswer }) },
      expect: 'unknown',
    },
  ],
});
