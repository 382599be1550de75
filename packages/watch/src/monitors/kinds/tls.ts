import { certificateEnd, isWeakKey, keyInWords, obsoleteProtocols } from '@castellan/core/tls';
import * as z from 'zod';
import { askTls, type SeenTls } from '../ask-tls.ts';
import { protocols } from '../certificate-of.ts';
import { defineMonitor, type Look, type MonitorKind } from '../monitor-kind.ts';

const letters = ['A', 'B', 'C', 'F'] as const;
type Letter = (typeof letters)[number];

interface Fault {
  readonly letter: Letter;
  readonly text: string;
}

export const monitor: MonitorKind = defineMonitor({
  kind: 'tls',
  title: 'TLS',
  hint: 'Asks a server for each version of TLS, and gives a letter for what it can see: versions, forward secrecy, key and trust. It tries no holes of TLS libraries.',
  everyMinutes: 720,
  badLooks: 2,
  mostSeconds: 90,
  settings: z.object({
    host: z
      .string()
      .trim()
      .min(1)
      .max(253)
      .regex(/^[\w.:-]+$/, 'a name or an address')
      .meta({ title: 'Host' }),
    port: z.coerce.number().int().min(1).max(65_535).default(443).meta({ title: 'Port' }),
    protocol: z.enum(protocols).default('tls').meta({
      title: 'Protocol',
      description: 'All but tls begin in plain text and then change over (STARTTLS).',
    }),
    least: z.enum(letters).default('B').meta({ title: 'Least letter' }),
  }),
  async look({ least, ...place }, { reach, now }) {
    const seen = await askTls(place, reach);
    const faults = faultsOf(seen, now);
    const letter = letters.findLast((one) => faults.some((fault) => fault.letter === one)) ?? 'A';
    const told = faults.filter((fault) => letters.indexOf(fault.letter) > letters.indexOf(least));
    const summary = [letter, ...faults.map(({ text }) => text)].join('; ');
    const facts = factsOf(letter, seen);
    return told.length === 0
      ? { level: 'ok', summary, facts }
      : { level: letter === 'F' ? 'critical' : 'warning', step: summary, summary, facts };
  },
});

function faultsOf({ certificate, accepted, takesStaticKeys, key }: SeenTls, now: Date): Fault[] {
  const faults: Fault[] = [];
  const life = { from: certificate.from.getTime(), to: certificate.until.getTime() };
  if (certificateEnd(life, now.getTime()) === 'ended')
    faults.push({ letter: 'F', text: 'the certificate has ended' });
  else if (certificate.refusal !== undefined) {
    faults.push({ letter: 'F', text: `clients refuse it: ${certificate.refusal}` });
  }
  const old = accepted.filter((one) => obsoleteProtocols[one] !== undefined);
  if (old.length > 0) faults.push({ letter: 'C', text: `accepts ${old.join(' and ')}` });
  if (isWeakKey(key)) faults.push({ letter: 'C', text: `a weak key: ${keyInWords(key)}` });
  if (takesStaticKeys)
    faults.push({ letter: 'B', text: 'accepts ciphers without forward secrecy' });
  if (!accepted.includes('TLSv1.3')) faults.push({ letter: 'B', text: 'no TLSv1.3' });
  return faults;
}

function factsOf(letter: Letter, { certificate, accepted, key, chain }: SeenTls): Look['facts'] {
  return [
    { name: 'Letter', value: `${letter}, by Castellan’s own measure` },
    { name: 'Accepts', value: accepted.join(' · ') || 'none of the versions' },
    { name: 'Key', value: keyInWords(key) },
    { name: 'Chain', value: chain.join(' ← ') },
    { name: 'Ends', value: certificate.until.toISOString() },
    { name: 'Issued by', value: certificate.issuer },
  ];
}
