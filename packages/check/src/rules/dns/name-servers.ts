import { networkOf } from '../../analysis/domain/networks.ts';
import type { DomainRecords } from '../../analysis/domain/facts.ts';
import { found, madeUpRecords, noAnswer, noName } from '../domain-example.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

/** A domain is served by two name servers or more, which do not fail together. */
export const rule: Rule = defineRule({
  id: 'dns/name-servers',
  practice: 'I14',
  severity: 'medium',
  confidence: 'likely',
  cwe: 654,
  controls: ['iso27001:A.8.20', 'soc2:A1.2'],
  title: 'Two name servers or more, in two networks, and all of them are there',
  why: 'When the name servers fail together nobody finds the site nor sends it mail; and whoever registers a name server that is gone answers for the domain.',
  fix: 'Have the domain served from two networks at least, and take name servers that do not resolve out of the delegation.',
  needs: ['domainRecords'],
  run({ domainRecords }) {
    const { nameServers, nameServerHosts, registered } = domainRecords;
    if (nameServers.status === 'none')
      return notApplicable(
        `${registered} is no zone of its own: its name servers are those above it`,
      );
    const findings = findingsIn(domainRecords);
    const silent = nameServerHosts.filter(({ addresses }) => addresses.status === 'failed');
    if (findings.length === 0 && silent.length > 0)
      return unknown(
        `addresses of ${silent.map(({ host }) => host).join(', ')}: try another --resolver`,
      );
    return failBy(findings, nameServerHosts.map(({ host }) => host).join(', '));
  },
  examples: [
    { title: 'two in two networks', evidence: { domainRecords: madeUpRecords() }, expect: 'pass' },
    {
      title: 'one alone',
      evidence: { domainRecords: served([['ns1.dns.example', '192.0.2.53']]) },
      expect: 'fail',
    },
    {
      title: 'two in one network',
      evidence: {
        domainRecords: served([
          ['ns1.dns.example', '192.0.2.53'],
          ['ns2.dns.example', '192.0.2.54'],
        ]),
      },
      expect: 'fail',
    },
    {
      title: 'one of three is gone',
      evidence: {
        domainRecords: served([
          ['ns1.dns.example', '192.0.2.53'],
          ['ns2.dns.example', '198.51.100.53'],
          ['ns.gone.example', undefined],
        ]),
      },
      expect: 'fail',
    },
    {
      title: 'addresses that nobody told',
      evidence: {
        domainRecords: madeUpRecords({
          nameServerHosts: [
            { host: 'ns1.dns.example', addresses: found('192.0.2.53') },
            { host: 'ns2.dns.example', addresses: noAnswer },
          ],
        }),
      },
      expect: 'unknown',
    },
    {
      title: 'no zone of its own',
      evidence: {
        domainRecords: madeUpRecords({ nameServers: { status: 'none' }, nameServerHosts: [] }),
      },
      expect: 'not-applicable',
    },
  ],
});

function findingsIn({ registered, nameServerHosts }: DomainRecords): RuleFinding[] {
  const gone = nameServerHosts.filter(
    ({ addresses }) => addresses.status === 'no-name' || addresses.status === 'none',
  );
  const networks = nameServerHosts.flatMap(({ addresses }) =>
    addresses.status === 'found' ? addresses.records.map(networkOf) : [],
  );
  const isSure = nameServerHosts.every(({ addresses }) => addresses.status !== 'failed');
  const place = { file: registered };
  return [
    ...gone.map(({ host, addresses }): RuleFinding => ({
      place,
      message: `The name server ${host} has no address`,
      identity: host,
      ...(addresses.status === 'no-name' && { severity: 'high' as const }),
    })),
    ...(nameServerHosts.length === 1
      ? [{ place, message: `${registered} has one name server alone`, identity: 'one' }]
      : isSure && new Set(networks).size === 1
        ? [
            {
              place,
              message: `All name servers are in one network, ${networks[0]}`,
              identity: 'network',
            },
          ]
        : []),
  ];
}

function served(
  hosts: readonly (readonly [host: string, address: string | undefined])[],
): DomainRecords {
  return madeUpRecords({
    nameServers: found(...hosts.map(([host]) => host)),
    nameServerHosts: hosts.map(([host, address]) => ({
      host,
      addresses: address === undefined ? noName : found(address),
    })),
  });
}
