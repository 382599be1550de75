import { certificateEnd, type CertificateEnd } from '@castellan/core/tls';
import * as z from 'zod';
import { certificateOf, protocols } from '../certificate-of.ts';
import { defineMonitor, type Look, type MonitorKind } from '../monitor-kind.ts';

/** Days that are left when each step begins, the last first. */
const steps = [
  { days: 1, level: 'critical' },
  { days: 3, level: 'critical' },
  { days: 7, level: 'critical' },
  { days: 14, level: 'warning' },
  { days: 21, level: 'warning' },
] as const;

const told: readonly CertificateEnd[] = ['due', 'late', 'last'];

export const monitor: MonitorKind = defineMonitor({
  kind: 'certificate',
  title: 'Certificate',
  hint: 'Tells 21, 14, 7, 3 and 1 days before a certificate ends, of short-lived ones only once they should have been renewed, and at once when nobody vouches for it or it is another name’s.',
  everyMinutes: 60,
  badLooks: 2,
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
  }),
  async look({ host, port, protocol }, { reach, now }) {
    const { from, until, issuer, refusal } = await certificateOf({ host, port, protocol }, reach);
    const facts = [
      { name: 'Ends', value: until.toISOString() },
      { name: 'Issued by', value: issuer },
    ];
    const end = certificateEnd({ from: from.getTime(), to: until.getTime() }, now.getTime());
    if (end === 'ended')
      return { level: 'critical', step: 'ended', summary: 'The certificate has ended', facts };
    if (refusal !== undefined) {
      return {
        level: 'critical',
        step: 'not trusted',
        summary: `Browsers refuse it: ${refusal}`,
        facts,
      };
    }
    const days = Math.floor((until.getTime() - now.getTime()) / 86_400_000);
    return { ...expiry(days, end), facts };
  },
});

function expiry(days: number, end: CertificateEnd): Pick<Look, 'level' | 'step' | 'summary'> {
  const counted = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;
  const summary = `Ends in ${counted(days)}`;
  // What lives for days or weeks is near its end all the time; it is told when its renewal has failed.
  const step = told.includes(end) ? steps.find((one) => days <= one.days) : undefined;
  return step === undefined
    ? { level: 'ok', summary }
    : { level: step.level, step: counted(step.days), summary };
}
