import { untold } from '../../analysis/domain/answers.ts';
import type { MailServerTls } from '../../analysis/domain/facts.ts';
import { takesMail } from '../../analysis/domain/takes-mail.ts';
import {
  found,
  madeUpMailTls,
  madeUpRecords,
  noAnswer,
  none,
  refusingMailServer,
  unreachedMailServer,
} from '../domain-example.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

/** Who delivers mail to the domain can do so over TLS that nobody reads. */
export const rule: Rule = defineRule({
  id: 'mail/starttls',
  practice: 'I14',
  severity: 'high',
  confidence: 'certain',
  cwe: 319,
  controls: ['iso27001:A.8.24', 'cis8:3.10'],
  title: 'Every mail server of the domain takes mail over TLS 1.2 or newer',
  why: 'Mail to a server without STARTTLS crosses the networks in the open: passwords that are reset by it are read on the way.',
  fix: 'Switch STARTTLS on at port 25, with TLS 1.2 and 1.3: `smtpd_tls_security_level = may` and `smtpd_tls_chain_files` in Postfix; ask the provider of the mail server otherwise.',
  needs: ['domainRecords', 'domainMailTls'],
  run({ domainRecords, domainMailTls: { servers } }) {
    const { name, mailServers } = domainRecords;
    if (mailServers.status === 'failed') return unknown(untold(`MX of ${name}`, mailServers));
    if (!takesMail(domainRecords)) return notApplicable(`${name} takes no mail`);
    const findings = servers.flatMap((server) => findingOf(server) ?? []);
    const open = servers.flatMap((server) => openQuestionOf(server) ?? []);
    if (findings.length === 0 && open.length > 0)
      return unknown(
        `STARTTLS of ${open.join(', ')}: look from a network that lets port 25 out, as many offices and clouds do not`,
      );
    return failBy(findings, `${servers.map(({ host }) => host).join(', ')}: STARTTLS`);
  },
  examples: [
    { title: 'TLS 1.3', evidence: withServers(madeUpMailTls()), expect: 'pass' },
    {
      title: 'TLS 1.2 alone',
      evidence: withServers(madeUpMailTls({ protocol: 'TLSv1.2' })),
      expect: 'pass',
    },
    {
      title: 'whatever the certificate: that is for another rule',
      evidence: withServers(madeUpMailTls({ matchesHost: false })),
      expect: 'pass',
    },
    {
      title: 'TLS 1.0 is the newest',
      evidence: withServers(madeUpMailTls({ protocol: 'TLSv1' })),
      expect: 'fail',
      at: ['smtp://mx.mail.example'],
    },
    {
      title: 'no STARTTLS',
      evidence: withServers(refusingMailServer),
      expect: 'fail',
      at: ['smtp://mx2.mail.example'],
    },
    {
      title: 'the second server has none, and the third is not reached',
      evidence: withServers(madeUpMailTls(), refusingMailServer, unreachedMailServer),
      expect: 'fail',
      at: ['smtp://mx2.mail.example'],
    },
    {
      title: 'port 25 is blocked',
      evidence: withServers(madeUpMailTls(), unreachedMailServer),
      expect: 'unknown',
    },
    {
      title: 'Node.js could not connect',
      evidence: withServers(madeUpMailTls({ isTrustJudged: false }, ['protocol'])),
      expect: 'unknown',
    },
    {
      title: 'no answer for the mail servers',
      evidence: {
        domainRecords: madeUpRecords({ mailServers: noAnswer }),
        domainMailTls: { servers: [] },
      },
      expect: 'unknown',
    },
    {
      title: 'the null MX',
      evidence: {
        domainRecords: madeUpRecords({ mailServers: found({ host: '', priority: 0 }) }),
        domainMailTls: { servers: [] },
      },
      expect: 'not-applicable',
    },
    {
      title: 'no MX',
      evidence: {
        domainRecords: madeUpRecords({ mailServers: none }),
        domainMailTls: { servers: [] },
      },
      expect: 'not-applicable',
    },
  ],
});

function findingOf({ host, sight }: MailServerTls): RuleFinding | undefined {
  const place = { file: `smtp://${host}` };
  if (sight.status === 'refused')
    return {
      place,
      message: `${host} takes mail in the open: ${sight.reason}`,
      identity: 'no STARTTLS',
    };
  if (sight.status !== 'shown') return undefined;
  const { protocol } = sight.certificate;
  if (protocol === undefined || /^TLSv1\.[23]$/.test(protocol)) return undefined;
  return { place, message: `The newest that ${host} offers is ${protocol}`, identity: 'protocol' };
}

function openQuestionOf({ host, sight }: MailServerTls): string | undefined {
  if (sight.status === 'unclear') return `${host} (${sight.reason})`;
  if (sight.status === 'shown' && sight.certificate.protocol === undefined)
    return `${host} (no protocol was agreed on)`;
  return undefined;
}

function withServers(...servers: readonly MailServerTls[]): {
  domainRecords: ReturnType<typeof madeUpRecords>;
  domainMailTls: { servers: readonly MailServerTls[] };
} {
  return { domainRecords: madeUpRecords(), domainMailTls: { servers } };
}
