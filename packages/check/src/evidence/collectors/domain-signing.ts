import type { DomainSigning } from '../../analysis/domain/facts.ts';
import { type Collector, required } from '../collector.ts';
import { requiredDomain } from '../domain/required-domain.ts';
import { collector as records } from './domain-records.ts';

/** DNSSEC of the registered domain. */
export const collector: Collector<DomainSigning> = {
  title: 'signatures of the domain (DNSSEC)',
  reads: ['network'],
  async collect(source, ask) {
    const { registered, signing } = requiredDomain(source);
    await required(ask, records);
    return { value: await signing(registered), origin: `DS and DNSKEY of ${registered}` };
  },
};
