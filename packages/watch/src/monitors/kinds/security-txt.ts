import { readSecurityTxt } from '@castellan/core';
import * as z from 'zod';
import { exchange } from '../../outbound/exchange.ts';
import { defineMonitor, type Look, type MonitorKind } from '../monitor-kind.ts';

const dayMs = 86_400_000;
const soonDays = 30;

export const monitor: MonitorKind = defineMonitor({
  kind: 'security-txt',
  title: 'security.txt',
  hint: 'Tells when a site has no valid security.txt (RFC 9116), or its date comes near: those who find a hole look there for whom to tell.',
  everyMinutes: 720,
  badLooks: 2,
  settings: z.object({
    site: z
      .url({ protocol: /^https?$/, error: 'an address such as https://example.com' })
      .max(500)
      .meta({ title: 'Site' }),
  }),
  async look({ site }, { reach, now }) {
    const url = new URL('/.well-known/security.txt', site).href;
    const asked = { method: 'GET', url, headers: { accept: 'text/plain' }, body: '' } as const;
    const { status, headers, text } = await exchange(asked, reach);
    if (status !== 200) return bad(`answered ${status} for security.txt`);
    if (!/^text\/plain\b/i.test(headers['content-type'] ?? '')) {
      return bad('security.txt is not served as text/plain');
    }
    return judge(text, now);
  },
});

function bad(summary: string, step = summary): Look {
  return { level: 'warning', step, summary, facts: [] };
}

function judge(text: string, now: Date): Look {
  const {
    contacts: [contact],
    expires,
  } = readSecurityTxt(text);
  if (contact === undefined) return bad('It names no contact that is an address');
  if (expires === undefined) return bad('It needs just one Expires, with a date');
  const days = Math.floor((expires - now.getTime()) / dayMs);
  if (days < 0) return bad('It has expired', 'expired');
  if (days <= soonDays) return bad(`It expires in ${days} days`, `${soonDays} days`);
  return {
    level: 'ok',
    summary: `Valid for ${days} days`,
    facts: [{ name: 'Contact', value: contact }],
  };
}
