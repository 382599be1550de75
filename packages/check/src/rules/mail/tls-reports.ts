import { recordsOf, untold } from '../../analysis/domain/answers.ts';
import { tagList } from '../../analysis/domain/tag-list.ts';
import { takesMail } from '../../analysis/domain/takes-mail.ts';
import { found, madeUpMail, madeUpRecords, noAnswer, none } from '../domain-example.ts';
import { defineRule, failBy, notApplicable, type Rule, unknown } from '../rule.ts';

/** Other mail servers know where to report that TLS failed. */
export const rule: Rule = defineRule({
  id: 'mail/tls-reports',
  practice: 'I14',
  severity: 'low',
  confidence: 'certain',
  cwe: 778,
  controls: ['iso27001:A.8.16'],
  title: 'Failures of TLS between mail servers are reported (TLS-RPT)',
  why: 'A server that can no longer deliver over TLS sends its mail in the open or not at all, and nobody tells you.',
  fix: 'Publish `_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:tls-reports@example.com"`.',
  needs: ['domainRecords', 'domainMail'],
  run({ domainRecords, domainMail: { tlsReports } }) {
    const { name, mailServers } = domainRecords;
    if (mailServers.status === 'failed') return unknown(untold(`MX of ${name}`, mailServers));
    if (!takesMail(domainRecords)) return notApplicable(`${name} takes no mail`);
    const records = recordsOf(tlsReports)?.filter((text) => /^v=TLSRPTv1\s*(;|$)/.test(text));
    if (records === undefined) return unknown(untold(`TLS-RPT of ${name}`, tlsReports));
    const place = { file: `_smtp._tls.${name}` };
    const [text] = records;
    if (text === undefined)
      return failBy(
        [{ place, message: `${name} asks for no reports on TLS`, identity: 'none' }],
        '',
      );
    const targets = (tagList(text).get('rua') ?? '').split(',').map((one) => one.trim());
    const isReached = targets.some((one) => /^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/i.test(one));
    return isReached
      ? failBy([], text)
      : failBy(
          [{ place, message: 'The record of TLS-RPT names nobody to report to', identity: 'rua' }],
          '',
        );
  },
  examples: [
    { title: 'by mail', evidence: reporting(madeUpMail().tlsReports), expect: 'pass' },
    {
      title: 'to an address of the web',
      evidence: reporting(found('v=TLSRPTv1;rua=https://r.example/tls')),
      expect: 'pass',
    },
    { title: 'no record', evidence: reporting(none), expect: 'fail' },
    {
      title: 'to nobody',
      evidence: reporting(found('v=TLSRPTv1; rua=tls@shop.example')),
      expect: 'fail',
    },
    { title: 'no answer', evidence: reporting(noAnswer), expect: 'unknown' },
    {
      title: 'no answer for the mail servers',
      evidence: {
        domainRecords: madeUpRecords({ mailServers: noAnswer }),
        domainMail: madeUpMail({ tlsReports: none }),
      },
      expect: 'unknown',
    },
    {
      title: 'a domain that takes no mail',
      evidence: { domainRecords: madeUpRecords({ mailServers: none }), domainMail: madeUpMail() },
      expect: 'not-applicable',
    },
  ],
});

function reporting(tlsReports: ReturnType<typeof madeUpMail>['tlsReports']): {
  domainRecords: ReturnType<typeof madeUpRecords>;
  domainMail: ReturnType<typeof madeUpMail>;
} {
  return { domainRecords: madeUpRecords(), domainMail: madeUpMail({ tlsReports }) };
}
