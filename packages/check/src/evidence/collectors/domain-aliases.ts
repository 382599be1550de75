import type { Alias, DomainAliases } from '../../analysis/domain/facts.ts';
import { registeredName } from '../../analysis/domain/registered-name.ts';
import { usualNames } from '../../analysis/domain/usual-names.ts';
import { type Collector, required } from '../collector.ts';
import type { Domain } from '../domain/domain.ts';
import { requiredDomain } from '../domain/required-domain.ts';
import { collector as records } from './domain-records.ts';

const atOnce = 8;

/** Usual names below the domain, and those that were told, which lead elsewhere. */
export const collector: Collector<DomainAliases> = {
  title: 'aliases of the domain',
  reads: ['network'],
  async collect(source, ask) {
    const domain = requiredDomain(source);
    await required(ask, records);
    const below = [...new Set([...domain.names, ...usualNames])].map((label) =>
      label.endsWith(`.${domain.name}`) ? label : `${label}.${domain.name}`,
    );
    const names = [domain.name, ...below];
    const aliases: Alias[] = [];
    const untold: string[] = [];
    for (let at = 0; at < names.length; at += atOnce) {
      const batch = names.slice(at, at + atOnce);
      for (const [index, found] of (
        await Promise.all(batch.map((name) => lookAt(domain, name)))
      ).entries()) {
        if (found === 'untold') untold.push(batch[index]!);
        else if (found !== undefined) aliases.push(found);
      }
    }
    return { value: { asked: names.length, aliases, untold }, origin: `DNS of ${domain.name}` };
  },
};

async function lookAt(domain: Domain, name: string): Promise<Alias | 'untold' | undefined> {
  const alias = await domain.alias(name);
  if (alias.status === 'failed') return 'untold';
  const target = alias.status === 'found' ? alias.records[0] : undefined;
  if (target === undefined) return undefined;
  const addresses = await domain.addresses(target);
  if (addresses.status !== 'no-name') return { name, target, addresses };
  const owner = await domain.nameServers(registeredName(target));
  return {
    name,
    target,
    addresses,
    ...(owner.status !== 'failed' && { isTargetRegistered: owner.status !== 'no-name' }),
  };
}
