import type { DomainRecords } from './facts.ts';

/** Whether mail servers are named; the null MX (RFC 7505) says that there is none. */
export function takesMail({ mailServers }: Pick<DomainRecords, 'mailServers'>): boolean {
  return mailServers.status === 'found' && mailServers.records.some(({ host }) => host !== '');
}
