import { recordsOf, untold } from '../../analysis/domain/answers.ts';
import type { DomainMail } from '../../analysis/domain/facts.ts';
import {
  isSpf,
  mostLookups,
  type SpfRecord,
  spfRecord,
  walkSpf,
} from '../../analysis/domain/spf.ts';
import { found, madeUpMail, madeUpRecords, noAnswer, none } from '../domain-example.ts';
import { defineRule, failBy, type Rule, type RuleFinding, unknown } from '../rule.ts';

/** The domain says who may send its mail, by a record that receivers can read. */
export const rule: Rule = defineRule({
  id: 'mail/spf',
  practice: 'I14',
  severity: 'medium',
  confidence: 'certain',
  cwe: 290,
  controls: ['iso27001:A.8.20'],
  title: 'One SPF record says who may send mail of the domain, within 10 lookups',
  why: 'Without it anybody sends invoices in your name; past ten lookups receivers give up on the record, and good mail is lost.',
  fix: 'Publish one TXT record, `v=spf1 include:_spf.provider.example -all`; for a domain that sends none `v=spf1 -all`. Take out includes of services that you left.',
  needs: ['domainRecords', 'domainMail'],
  run({ domainRecords: { name, texts }, domainMail }) {
    const records = recordsOf(texts)?.filter(isSpf);
    if (records === undefined) return unknown(untold(`TXT of ${name}`, texts));
    const [text, ...others] = records;
    const place = { file: name };
    if (text === undefined)
      return failBy([{ place, message: `${name} has no SPF record`, identity: 'none' }], '');
    if (others.length > 0)
      return failBy(
        [
          {
            place,
            message: `${name} has ${records.length} SPF records: receivers heed none`,
            identity: 'many',
          },
        ],
        '',
      );
    const walk = walkSpf(name, domainMail.senders);
    const findings = findingsIn(spfRecord(text), walk, name);
    if (findings.length === 0 && walk.untold.length > 0)
      return unknown(`SPF records of ${walk.untold.join(', ')}: try another --resolver`);
    return failBy(findings, `${text} (${walk.lookups} lookups)`);
  },
  examples: [
    { title: 'one service, all others refused', evidence: withSpf(), expect: 'pass' },
    { title: 'nobody sends', evidence: withSpf('v=spf1 -all'), expect: 'pass' },
    { title: 'others are marked', evidence: withSpf('v=spf1 mx ~all'), expect: 'pass' },
    {
      title: 'the rest is told elsewhere',
      evidence: withSpf('v=spf1 redirect=_spf.mail.example'),
      expect: 'pass',
    },
    {
      title: 'no record',
      evidence: {
        domainRecords: madeUpRecords({ texts: found('google-site-verification=x') }),
        domainMail: madeUpMail(),
      },
      expect: 'fail',
    },
    {
      title: 'two records',
      evidence: {
        domainRecords: madeUpRecords({ texts: found('v=spf1 mx -all', 'v=spf1 a -all') }),
        domainMail: madeUpMail(),
      },
      expect: 'fail',
    },
    { title: 'everybody may', evidence: withSpf('v=spf1 +all'), expect: 'fail' },
    { title: 'no end', evidence: withSpf('v=spf1 mx'), expect: 'fail' },
    { title: 'no word of it', evidence: withSpf('v=spf1 inlcude:x.example -all'), expect: 'fail' },
    {
      title: 'a service without a record',
      evidence: withSpf('v=spf1 include:gone.example -all', { 'gone.example': none }),
      expect: 'fail',
    },
    {
      title: 'eleven lookups',
      evidence: withSpf(`v=spf1 ${'a mx '.repeat(5)}exists:%{i}.shop.example -all`),
      expect: 'fail',
    },
    {
      title: 'ten lookups',
      evidence: withSpf(`v=spf1 ${'a mx '.repeat(5)}-all`),
      expect: 'pass',
    },
    {
      title: 'in a circle',
      evidence: withSpf('v=spf1 include:b.example -all', {
        'b.example': found('v=spf1 include:shop.example -all'),
      }),
      expect: 'fail',
    },
    {
      title: 'no answer',
      evidence: { domainRecords: madeUpRecords({ texts: noAnswer }), domainMail: madeUpMail() },
      expect: 'unknown',
    },
    {
      title: 'no answer from a service',
      evidence: withSpf('v=spf1 include:slow.example -all', { 'slow.example': noAnswer }),
      expect: 'unknown',
    },
  ],
});

function findingsIn(
  { terms, malformed }: SpfRecord,
  walk: ReturnType<typeof walkSpf>,
  name: string,
): RuleFinding[] {
  const told = (
    message: string,
    identity: string,
    more: Partial<RuleFinding> = {},
  ): RuleFinding => ({
    place: { file: name },
    message,
    identity,
    ...more,
  });
  const last = terms.find((term) => term.name === 'all');
  const isOpen =
    last === undefined
      ? !terms.some((term) => term.name === 'redirect')
      : '+?'.includes(last.qualifier);
  return [
    ...malformed.map((word) =>
      told(`The SPF record holds ${JSON.stringify(word)}, which is no term`, word),
    ),
    ...(isOpen && last?.qualifier === '+'
      ? [told('The SPF record lets everybody send', '+all', { severity: 'high' })]
      : []),
    ...(isOpen && last?.qualifier !== '+'
      ? [told('The SPF record says nothing of other senders', 'no all')]
      : []),
    ...(walk.lookups > mostLookups
      ? [told(`The SPF record asks for more than ${mostLookups} lookups`, 'lookups')]
      : []),
    ...walk.empty.map((one) => told(`The SPF record leads to ${one}, which has none`, one)),
    ...(walk.isCircular ? [told('The SPF record leads back to itself', 'circle')] : []),
  ];
}

function withSpf(
  text: string = 'v=spf1 include:_spf.mail.example -all',
  more: DomainMail['senders'] = {},
): { domainRecords: ReturnType<typeof madeUpRecords>; domainMail: DomainMail } {
  const { senders } = madeUpMail();
  return {
    domainRecords: madeUpRecords({ texts: found('some-verification=1', text) }),
    domainMail: madeUpMail({ senders: { ...senders, 'shop.example': found(text), ...more } }),
  };
}
