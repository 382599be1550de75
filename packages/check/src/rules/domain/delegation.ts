import { recordsOf, untold } from '../../analysis/domain/answers.ts';
import { found, madeUpRecords, madeUpRegistration, noAnswer } from '../domain-example.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

/** Registry and zone name the same name servers. */
export const rule: Rule = defineRule({
  id: 'domain/delegation',
  practice: 'I14',
  severity: 'medium',
  confidence: 'likely',
  cwe: 672,
  controls: ['iso27001:A.8.20', 'soc2:CC7.2'],
  title: 'The registry and the zone name the same name servers',
  why: 'A name server that only one of both knows is a leftover: whoever runs it next answers for the domain.',
  fix: 'Set the name servers with the registrar to those of the zone (`dig NS example.com`).',
  needs: ['domainRecords', 'domainRegistration'],
  run({ domainRecords: { registered, nameServers }, domainRegistration }) {
    const zone = recordsOf(nameServers);
    if (zone === undefined) return unknown(untold(`NS of ${registered}`, nameServers));
    const registry = domainRegistration.nameServers;
    if (registry.length === 0) return notApplicable('the registry tells no name servers');
    const told = (message: string, identity: string): RuleFinding => ({
      place: { file: registered },
      message,
      identity,
    });
    return failBy(
      [
        ...registry
          .filter((host) => !zone.includes(host))
          .map((host) => told(`The registry sends to ${host}, which the zone does not name`, host)),
        ...zone
          .filter((host) => !registry.includes(host))
          .map((host) => told(`The zone names ${host}, which the registry does not know`, host)),
      ],
      registry.join(', '),
    );
  },
  examples: [
    {
      title: 'the same',
      evidence: { domainRecords: madeUpRecords(), domainRegistration: madeUpRegistration() },
      expect: 'pass',
    },
    {
      title: 'an old one with the registry',
      evidence: {
        domainRecords: madeUpRecords(),
        domainRegistration: madeUpRegistration({
          nameServers: ['ns1.dns.example', 'ns2.dns.example', 'ns.old.example'],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'one more in the zone',
      evidence: {
        domainRecords: madeUpRecords({
          nameServers: found('ns1.dns.example', 'ns2.dns.example', 'ns3.dns.example'),
        }),
        domainRegistration: madeUpRegistration(),
      },
      expect: 'fail',
    },
    {
      title: 'the registry does not tell',
      evidence: {
        domainRecords: madeUpRecords(),
        domainRegistration: madeUpRegistration({ nameServers: [] }),
      },
      expect: 'not-applicable',
    },
    {
      title: 'no answer',
      evidence: {
        domainRecords: madeUpRecords({ nameServers: noAnswer }),
        domainRegistration: madeUpRegistration(),
      },
      expect: 'unknown',
    },
  ],
});
