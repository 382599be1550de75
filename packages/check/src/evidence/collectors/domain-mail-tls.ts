import type { DomainMailTls, MailServerTls } from '../../analysis/domain/facts.ts';
import { type Collector, required } from '../collector.ts';
import type { Domain } from '../domain/domain.ts';
import { requiredDomain } from '../domain/required-domain.ts';
import { probeCertificate } from '../tls/certificate.ts';
import { type Endpoint, open } from '../tls/endpoint.ts';
import { collector as records } from './domain-records.ts';

/** A domain that names more is unusual; the rest is told as not looked at. */
const mostServers = 10;
const timeoutMs = 5000;

/** Whether the domain's mail servers take mail over TLS, and whose certificate they show: no mail is sent. */
export const collector: Collector<DomainMailTls> = {
  title: 'TLS of the mail servers',
  reads: ['network'],
  async collect(source, ask) {
    const domain = requiredDomain(source);
    const { mailServers } = await required(ask, records);
    const named = mailServers.status === 'found' ? mailServers.records : [];
    const hosts = named
      .filter(({ host }) => host !== '')
      .sort((a, b) => a.priority - b.priority)
      .map(({ host }) => host);
    const all = [...new Set(hosts)];
    const servers = [
      ...(await Promise.all(all.slice(0, mostServers).map((host) => lookAt(domain, host)))),
      ...all
        .slice(mostServers)
        .map((host) => unclear(host, `it is not among the first ${mostServers}`)),
    ];
    return { value: { servers }, origin: `mail servers of ${domain.name}` };
  },
};

async function lookAt(domain: Domain, host: string): Promise<MailServerTls> {
  const addresses = await domain.addresses(host);
  if (addresses.status === 'failed') return unclear(host, addresses.reason);
  if (addresses.status !== 'found') return unclear(host, 'it has no address');
  const reasons: string[] = [];
  for (const address of addressesOfBothKinds(addresses.records)) {
    const endpoint: Endpoint = {
      host: address,
      port: domain.mailPort,
      startTls: 'smtp',
      serverName: host,
    };
    const opening = await open(endpoint, timeoutMs);
    if ('socket' in opening) {
      opening.socket.destroy();
      return shown(endpoint, host);
    }
    const { obstacle, failure } = opening;
    if (obstacle !== 'not reached')
      return {
        host,
        sight: { status: obstacle === 'refused' ? 'refused' : 'unclear', reason: failure },
      };
    reasons.push(failure);
  }
  return unclear(host, `port ${domain.mailPort} is not reached from here: ${reasons.join('; ')}`);
}

/** Of IPv4 and IPv6 one each: many networks have only one of them. */
function addressesOfBothKinds(addresses: readonly string[]): string[] {
  const isIpv6 = (address: string): boolean => address.includes(':');
  const firsts = [addresses.find((one) => !isIpv6(one)), addresses.find(isIpv6)];
  return firsts.filter((one) => one !== undefined);
}

async function shown(endpoint: Endpoint, host: string): Promise<MailServerTls> {
  const certificate = await probeCertificate(endpoint);
  return 'failure' in certificate
    ? unclear(host, `it begins TLS, and then: ${certificate.failure}`)
    : { host, sight: { status: 'shown', certificate } };
}

function unclear(host: string, reason: string): MailServerTls {
  return { host, sight: { status: 'unclear', reason } };
}
