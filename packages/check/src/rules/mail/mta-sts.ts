import { recordsOf, untold } from '../../analysis/domain/answers.ts';
import type { DomainMail, MailServer } from '../../analysis/domain/facts.ts';
import { isMtaStsRecord, readMtaStsPolicy } from '../../analysis/domain/mta-sts.ts';
import { takesMail } from '../../analysis/domain/takes-mail.ts';
import { found, madeUpMail, madeUpRecords, noAnswer, none, policy } from '../domain-example.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

const daySeconds = 86_400;

/** Other mail servers are told to use TLS, and with whom. */
export const rule: Rule = defineRule({
  id: 'mail/mta-sts',
  practice: 'I14',
  severity: 'low',
  confidence: 'certain',
  cwe: 757,
  controls: ['iso27001:A.8.24', 'cis8:3.10'],
  title: 'MTA-STS has mail delivered over TLS only, to the servers that take it',
  why: 'Without it whoever stands between two mail servers talks them out of TLS and reads the mail; a policy that forgets a server loses mail.',
  fix: 'Publish `_mta-sts.example.com. TXT "v=STSv1; id=1"` and serve `version: STSv1`, `mode: enforce`, `mx: …` and `max_age: 604800` at https://mta-sts.example.com/.well-known/mta-sts.txt; begin with `mode: testing`.',
  needs: ['domainRecords', 'domainMail'],
  run({ domainRecords, domainMail: { mtaSts, mtaStsPolicy } }) {
    const { name, mailServers } = domainRecords;
    if (mailServers.status === 'failed') return unknown(untold(`MX of ${name}`, mailServers));
    if (!takesMail(domainRecords)) return notApplicable(`${name} takes no mail`);
    const records = recordsOf(mtaSts)?.filter(isMtaStsRecord);
    if (records === undefined) return unknown(untold(`MTA-STS of ${name}`, mtaSts));
    const place = { file: `_mta-sts.${name}` };
    if (records.length !== 1)
      return failBy(
        [
          {
            place,
            message: `${name} has ${records.length === 0 ? 'no' : 'more than one'} record of MTA-STS`,
            identity: 'record',
          },
        ],
        '',
      );
    const servers = mailServers.status === 'found' ? mailServers.records : [];
    return failBy(findingsIn(mtaStsPolicy, servers, name), `${name}: enforced`);
  },
  examples: [
    { title: 'enforced', evidence: withPolicy(madeUpMail().mtaStsPolicy), expect: 'pass' },
    {
      title: 'no record',
      evidence: { domainRecords: madeUpRecords(), domainMail: madeUpMail({ mtaSts: none }) },
      expect: 'fail',
    },
    { title: 'on trial', evidence: withPolicy(sts('testing', 'mx.mail.example')), expect: 'fail' },
    {
      title: 'a server is forgotten',
      evidence: withPolicy(sts('enforce', 'mx.other.example')),
      expect: 'fail',
    },
    {
      title: 'a star stands for one label alone',
      evidence: withPolicy(sts('enforce', '*.example')),
      expect: 'fail',
    },
    {
      title: 'remembered for an hour',
      evidence: withPolicy(sts('enforce', '*.mail.example', 3600)),
      expect: 'fail',
    },
    { title: 'a page instead', evidence: withPolicy(policy('<html>', 200)), expect: 'fail' },
    { title: 'no such page', evidence: withPolicy(policy('', 404)), expect: 'fail' },
    {
      title: 'a certificate that is not trusted',
      evidence: withPolicy({ status: 'failed', reason: 'self-signed certificate' }),
      expect: 'fail',
    },
    {
      title: 'no answer',
      evidence: { domainRecords: madeUpRecords(), domainMail: madeUpMail({ mtaSts: noAnswer }) },
      expect: 'unknown',
    },
    {
      title: 'no answer for the mail servers',
      evidence: {
        domainRecords: madeUpRecords({ mailServers: noAnswer }),
        domainMail: madeUpMail({ mtaSts: none }),
      },
      expect: 'unknown',
    },
    {
      title: 'a domain that takes no mail',
      evidence: {
        domainRecords: madeUpRecords({ mailServers: found({ host: '', priority: 0 }) }),
        domainMail: madeUpMail({ mtaSts: none }),
      },
      expect: 'not-applicable',
    },
  ],
});

function findingsIn(
  answer: DomainMail['mtaStsPolicy'],
  servers: readonly MailServer[],
  name: string,
): RuleFinding[] {
  const file = `https://mta-sts.${name}/.well-known/mta-sts.txt`;
  const told = (
    message: string,
    identity: string,
    more: Partial<RuleFinding> = {},
  ): RuleFinding => ({
    place: { file },
    message,
    identity,
    ...more,
  });
  if (answer?.status !== 'answered' || answer.code !== 200) {
    const why =
      answer?.status === 'answered' ? `it answers ${answer.code}` : (answer?.reason ?? 'not asked');
    return [told(`The policy of MTA-STS cannot be had: ${why}`, 'policy', { severity: 'medium' })];
  }
  const read = readMtaStsPolicy(answer.text);
  if (read === undefined)
    return [told('This is no policy of MTA-STS', 'no policy', { severity: 'medium' })];
  const { mode, hosts, maxAgeSeconds } = read;
  const forgotten = servers.filter(({ host }) => !hosts.some((pattern) => fits(host, pattern)));
  return [
    ...(mode === 'enforce' ? [] : [told(`The mode of MTA-STS is ${JSON.stringify(mode)}`, 'mode')]),
    ...forgotten.map(({ host }) =>
      told(
        `The policy of MTA-STS does not name ${host}`,
        host,
        mode === 'enforce' ? { severity: 'high' } : {},
      ),
    ),
    ...(maxAgeSeconds < daySeconds
      ? [told('The policy of MTA-STS is remembered for less than a day', 'max_age')]
      : []),
  ];
}

/** A star stands for the first label. */
function fits(host: string, pattern: string): boolean {
  return pattern.startsWith('*.')
    ? host.slice(host.indexOf('.')) === pattern.slice(1)
    : host === pattern;
}

function sts(mode: string, mx: string, maxAge: number = 604_800): ReturnType<typeof policy> {
  return policy(`version: STSv1\r\nmode: ${mode}\r\nmx: ${mx}\r\nmax_age: ${maxAge}\r\n`);
}

function withPolicy(mtaStsPolicy: DomainMail['mtaStsPolicy']): {
  domainRecords: ReturnType<typeof madeUpRecords>;
  domainMail: DomainMail;
} {
  return {
    domainRecords: madeUpRecords(),
    domainMail: madeUpMail(mtaStsPolicy ? { mtaStsPolicy } : {}),
  };
}
