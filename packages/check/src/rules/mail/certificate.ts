import { recordsOf, untold } from '../../analysis/domain/answers.ts';
import type { DomainMail, MailServerTls } from '../../analysis/domain/facts.ts';
import { isMtaStsRecord, readMtaStsPolicy } from '../../analysis/domain/mta-sts.ts';
import { takesMail } from '../../analysis/domain/takes-mail.ts';
import {
  found,
  madeUpMail,
  madeUpMailTls,
  madeUpRecords,
  noAnswer,
  none,
  policy,
  refusingMailServer,
  unreachedMailServer,
} from '../domain-example.ts';
import { defineRule, failBy, notApplicable, pass, type Rule, unknown } from '../rule.ts';

const foreign = madeUpMailTls({ matchesHost: false });
const testing = madeUpMail({ mtaStsPolicy: policy('version: STSv1\nmode: testing\n') });

/** Who was told to verify mail servers can. */
export const rule: Rule = defineRule({
  id: 'mail/certificate',
  practice: 'I14',
  severity: 'high',
  confidence: 'certain',
  cwe: 295,
  controls: ['iso27001:A.8.24'],
  title: 'Mail servers show the certificate that the policy of MTA-STS demands',
  why: 'Under `mode: enforce` other mail servers deliver only to a server whose certificate they trust and that is for its name: all other mail is late, then lost.',
  fix: 'Have a certificate issued for the name in the MX record, and send it with its intermediates (`smtpd_tls_chain_files` in Postfix); until then `mode: testing`.',
  needs: ['domainRecords', 'domainMail', 'domainMailTls'],
  run({ domainRecords, domainMail, domainMailTls: { servers } }) {
    const { name, mailServers } = domainRecords;
    if (mailServers.status === 'failed') return unknown(untold(`MX of ${name}`, mailServers));
    if (!takesMail(domainRecords)) return notApplicable(`${name} takes no mail`);
    const problems = servers.flatMap((server) => {
      const problem = problemOf(server);
      return problem === undefined ? [] : [{ host: server.host, problem }];
    });
    const told = problems.map(({ host, problem }) => `${host} ${problem}`).join('; ');
    const open = servers.flatMap((server) => openQuestionOf(server) ?? []);
    if (problems.length === 0)
      return open.length > 0
        ? unknown(`the certificate of ${open.join(', ')}`)
        : pass(`${servers.map(({ host }) => host).join(', ')}: trusted, and for that name`);
    const mode = modeOf(domainMail);
    if (mode === undefined)
      return unknown(`whether a policy of MTA-STS demands it, as ${told}: look again`);
    if (mode !== 'enforce' && mode !== 'testing')
      return notApplicable(`no policy of MTA-STS demands certificates (${told})`);
    return failBy(
      problems.map(({ host, problem }) => ({
        place: { file: `smtp://${host}` },
        message:
          mode === 'enforce'
            ? `${host} ${problem}, and MTA-STS is enforced`
            : `${host} ${problem}: its mail is lost once MTA-STS is enforced`,
        identity: 'certificate',
        ...(mode === 'testing' && { severity: 'low' as const }),
      })),
      '',
    );
  },
  examples: [
    {
      title: 'trusted, and for the name',
      evidence: withServers([madeUpMailTls()]),
      expect: 'pass',
    },
    {
      title: 'good, though nothing demands it',
      evidence: withServers([madeUpMailTls()], madeUpMail({ mtaSts: none })),
      expect: 'pass',
    },
    {
      title: 'for another name, where it is enforced',
      evidence: withServers([madeUpMailTls(), foreign]),
      expect: 'fail',
      at: ['smtp://mx.mail.example'],
    },
    {
      title: 'expired, where it is enforced',
      evidence: withServers([madeUpMailTls({ trustProblem: 'CERT_HAS_EXPIRED' })]),
      expect: 'fail',
    },
    {
      title: 'for another name, on trial',
      evidence: withServers([foreign], testing),
      expect: 'fail',
    },
    {
      title: 'for another name, and nothing demands it',
      evidence: withServers([foreign], madeUpMail({ mtaSts: none })),
      expect: 'not-applicable',
    },
    {
      title: 'for another name, and the policy is `none`',
      evidence: withServers(
        [foreign],
        madeUpMail({ mtaStsPolicy: policy('version: STSv1\nmode: none\n') }),
      ),
      expect: 'not-applicable',
    },
    {
      title: 'for another name, and nobody tells the policy',
      evidence: withServers([foreign], madeUpMail({ mtaSts: noAnswer })),
      expect: 'unknown',
    },
    {
      title: 'for another name, and the policy cannot be had',
      evidence: withServers(
        [foreign],
        madeUpMail({ mtaStsPolicy: { status: 'failed', reason: 'no answer in time' } }),
      ),
      expect: 'unknown',
    },
    {
      title: 'a server without TLS is for another rule',
      evidence: withServers([refusingMailServer]),
      expect: 'unknown',
    },
    {
      title: 'port 25 is blocked',
      evidence: withServers([unreachedMailServer]),
      expect: 'unknown',
    },
    {
      title: 'nobody judged trust',
      evidence: withServers([madeUpMailTls({ isTrustJudged: false })]),
      expect: 'unknown',
    },
    {
      title: 'no answer for the mail servers',
      evidence: withServers([], madeUpMail(), noAnswer),
      expect: 'unknown',
    },
    {
      title: 'the null MX',
      evidence: withServers([], madeUpMail(), found({ host: '', priority: 0 })),
      expect: 'not-applicable',
    },
  ],
});

/** What a mail server that verifies would refuse; undefined also where that was not seen. */
function problemOf({ sight }: MailServerTls): string | undefined {
  if (sight.status !== 'shown') return undefined;
  const { chain, matchesHost, trustProblem } = sight.certificate;
  const { names, subject } = chain[0]!;
  if (!matchesHost)
    return `has a certificate for ${names.length === 0 ? subject : names.slice(0, 5).join(', ')}`;
  return trustProblem === undefined
    ? undefined
    : `has a certificate that is not trusted (${trustProblem})`;
}

function openQuestionOf({ host, sight }: MailServerTls): string | undefined {
  if (sight.status !== 'shown') return `${host} (${sight.reason})`;
  return sight.certificate.isTrustJudged ? undefined : `${host} (trust was not judged)`;
}

/** Empty where there is no policy; undefined where nobody told. */
function modeOf({ mtaSts, mtaStsPolicy }: DomainMail): string | undefined {
  const records = recordsOf(mtaSts)?.filter(isMtaStsRecord);
  if (records === undefined) return undefined;
  if (records.length !== 1) return '';
  if (mtaStsPolicy?.status !== 'answered') return undefined;
  return mtaStsPolicy.code === 200 ? (readMtaStsPolicy(mtaStsPolicy.text)?.mode ?? '') : '';
}

function withServers(
  servers: readonly MailServerTls[],
  domainMail: DomainMail = madeUpMail(),
  mailServers: ReturnType<typeof madeUpRecords>['mailServers'] = madeUpRecords().mailServers,
): {
  domainRecords: ReturnType<typeof madeUpRecords>;
  domainMail: DomainMail;
  domainMailTls: { servers: readonly MailServerTls[] };
} {
  return { domainRecords: madeUpRecords({ mailServers }), domainMail, domainMailTls: { servers } };
}
