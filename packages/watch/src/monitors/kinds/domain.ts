import { domainToASCII } from 'node:url';
import { lostStatuses, type RegisteredDomain } from '@castellan/core/registration';
import * as z from 'zod';
import { askRdap } from '../ask-rdap.ts';
import { defineMonitor, type Look, type MonitorKind } from '../monitor-kind.ts';
import { rdapServerOf } from '../rdap-bootstrap.ts';

/** Days that are left when each step begins, the last first. */
const steps = [
  { days: 7, level: 'critical' },
  { days: 14, level: 'critical' },
  { days: 30, level: 'warning' },
  { days: 60, level: 'warning' },
] as const;

/** What later looks are compared with. */
type Kept = Pick<RegisteredDomain, 'registrar' | 'nameServers'> & { readonly isSigned?: boolean };

export const monitor: MonitorKind = defineMonitor({
  kind: 'domain',
  title: 'Domain',
  hint: 'Asks the registry (RDAP): tells 60, 30, 14 and 7 days before a domain ends, when it is on hold, and when registrar, name servers or DNSSEC are others than at the first look.',
  everyMinutes: 720,
  badLooks: 2,
  settings: z.object({
    name: z
      .string()
      .trim()
      .max(253)
      .transform((text) => domainToASCII(text))
      .pipe(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain such as example.com'))
      .meta({ title: 'Domain' }),
    server: z
      .url({ protocol: /^https?$/, error: 'an address such as https://rdap.example/' })
      .max(500)
      .optional()
      .meta({
        title: 'Own RDAP server',
        description: 'For registries that are in no list.',
      }),
    list: z
      .url({
        protocol: /^https?$/,
        error: 'an address such as https://data.iana.org/rdap/dns.json',
      })
      .max(500)
      .default('https://data.iana.org/rdap/dns.json')
      .meta({
        title: 'List of registries',
        description: 'IANA’s, or a mirror of it; asked for once a day.',
      }),
  }),
  async look({ name, server, list }, { reach, now }, remembered) {
    const base = server ?? (await rdapServerOf(name, list, reach));
    if (base === undefined) {
      const ending = name.slice(name.lastIndexOf('.'));
      throw new Error(`no RDAP server is known for ${ending}; name one in the settings`);
    }
    const found = await askRdap(base, name, reach);
    return found === undefined
      ? { ...bad('The registry knows no such domain'), facts: [] }
      : judgeDomain(found, now, remembered as Kept | undefined);
  },
});

function judgeDomain(found: RegisteredDomain, now: Date, remembered: Kept | undefined): Look {
  const { expires, registrar, statuses, nameServers, isSigned } = found;
  const kept: Kept = remembered ?? {
    registrar,
    nameServers,
    ...(isSigned !== undefined && { isSigned }),
  };
  const facts = [
    { name: 'Ends', value: expires?.toISOString() ?? 'the registry does not tell' },
    { name: 'Registrar', value: registrar || 'not told' },
    { name: 'Name servers', value: nameServers.join(' · ') || 'none' },
    { name: 'Status', value: statuses.join(' · ') || 'none' },
    {
      name: 'DNSSEC',
      value: isSigned === undefined ? 'not told' : isSigned ? 'signed' : 'not signed',
    },
  ];
  const more = { facts, remembered: kept };
  const holds = statuses.filter((one) => lostStatuses.includes(one));
  if (holds.length > 0) return { ...bad(`The registry says ${holds.join(', ')}`), ...more };
  const changes = changesOf(kept, found);
  if (changes.length > 0) return { ...bad(changes.join('; ')), ...more };
  if (expires === undefined) {
    return { level: 'ok', summary: 'Registered; the registry tells no end', ...more };
  }
  return { ...expiry(Math.floor((expires.getTime() - now.getTime()) / 86_400_000)), ...more };
}

function bad(summary: string): Pick<Look, 'level' | 'step' | 'summary'> {
  return { level: 'critical', step: summary, summary };
}

/** `Registrar: A → B; name servers: ns1.a → ns1.b`. */
function changesOf(before: Kept, now: RegisteredDomain): readonly string[] {
  const old = before.nameServers.join(' ');
  const servers = now.nameServers.join(' ');
  return [
    ...(before.registrar === now.registrar
      ? []
      : [`Registrar: ${before.registrar || 'none'} → ${now.registrar || 'none'}`]),
    ...(old === servers ? [] : [`Name servers: ${old || 'none'} → ${servers || 'none'}`]),
    ...(before.isSigned === true && now.isSigned === false ? ['DNSSEC: signed → not signed'] : []),
  ];
}

function expiry(days: number): Pick<Look, 'level' | 'step' | 'summary'> {
  if (days < 0) return bad('The domain has ended');
  const summary = `Ends in ${days} ${days === 1 ? 'day' : 'days'}`;
  const step = steps.find((one) => days <= one.days);
  return step === undefined
    ? { level: 'ok', summary }
    : { level: step.level, step: `${step.days} days`, summary };
}
