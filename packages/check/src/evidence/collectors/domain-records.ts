import { randomBytes } from 'node:crypto';
import type { CaaRecord, DnsAnswer, DomainRecords } from '../../analysis/domain/facts.ts';
import { namesUpwards } from '../../analysis/domain/registered-name.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import type { Domain } from '../domain/domain.ts';
import { requiredDomain } from '../domain/required-domain.ts';

/** More than any zone needs; what follows is not asked for. */
const maxNameServers = 13;

/** The records that a domain stands on. */
export const collector: Collector<DomainRecords> = {
  title: 'records of the domain',
  reads: ['network'],
  async collect(source) {
    const domain = requiredDomain(source);
    const { name, registered } = domain;
    const nameServers = await domain.nameServers(registered);
    if (nameServers.status === 'failed')
      throw new CannotCollect(
        `${registered}: ${nameServers.reason}`,
        'name a resolver that answers: --resolver 9.9.9.9',
      );
    if (nameServers.status === 'no-name')
      throw new CannotCollect(`there is no domain ${registered}`, 'check how it is spelt');
    const hosts =
      nameServers.status === 'found' ? nameServers.records.slice(0, maxNameServers) : [];
    const [addresses, mailServers, texts, authorities, nameServerHosts, madeUpNames] =
      await Promise.all([
        domain.addresses(name),
        domain.mailServers(name),
        domain.texts(name),
        authoritiesUpwards(domain),
        Promise.all(hosts.map(async (host) => ({ host, addresses: await domain.addresses(host) }))),
        Promise.all(
          [madeUpName(), madeUpName()].map((label) => domain.addresses(`${label}.${name}`)),
        ),
      ]);
    return {
      value: {
        name,
        registered,
        addresses,
        mailServers,
        texts,
        nameServers,
        nameServerHosts,
        authorities,
        madeUpNames,
      },
      origin: `DNS of ${name}`,
    };
  },
};

async function authoritiesUpwards({
  name,
  registered,
  authorities,
}: Domain): Promise<DnsAnswer<CaaRecord>> {
  for (const at of namesUpwards(name, registered)) {
    const answer = await authorities(at);
    if (answer.status === 'found' || answer.status === 'failed') return answer;
  }
  return { status: 'none' };
}

function madeUpName(): string {
  return `castellan-${randomBytes(6).toString('hex')}`;
}
