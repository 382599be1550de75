import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import { exchange } from '../../outbound/exchange.ts';
import { defineMonitor, type MonitorKind } from '../monitor-kind.ts';

interface Wanted {
  readonly name: string;
  readonly isThere: (headers: IncomingHttpHeaders, isTls: boolean) => boolean;
}

const leastSeconds = 15_552_000;

/** What OWASP's Secure Headers Project asks of every page. */
const wanted: readonly Wanted[] = [
  {
    name: 'Strict-Transport-Security of half a year',
    isThere: ({ 'strict-transport-security': value = '' }, isTls) =>
      !isTls || Number(/max-age="?(\d+)/i.exec(value)?.[1] ?? 0) >= leastSeconds,
  },
  {
    name: 'Content-Security-Policy',
    isThere: ({ 'content-security-policy': value = '' }) =>
      /\b(default|script)-src\b/.test(String(value)),
  },
  {
    name: 'X-Content-Type-Options: nosniff',
    isThere: ({ 'x-content-type-options': value }) => value === 'nosniff',
  },
  {
    name: 'a bar to framing',
    isThere: ({ 'content-security-policy': policy = '', 'x-frame-options': value = '' }) =>
      policy.includes('frame-ancestors') || /^(deny|sameorigin)$/i.test(String(value)),
  },
  {
    name: 'Referrer-Policy',
    isThere: ({ 'referrer-policy': value = '' }) => value !== '' && value !== 'unsafe-url',
  },
];

export const monitor: MonitorKind = defineMonitor({
  kind: 'http-headers',
  title: 'HTTP headers',
  hint: 'Tells when a page does not answer, or answers without the headers that protect its visitors.',
  everyMinutes: 60,
  badLooks: 2,
  settings: z.object({
    url: z
      .url({ protocol: /^https?$/, error: 'an address such as https://example.com/' })
      .max(1_000)
      .meta({ title: 'Page', description: 'The page itself: redirects are not followed.' }),
  }),
  async look({ url }, { reach }) {
    const { status, headers } = await exchange(
      { method: 'GET', url, headers: {}, body: '' },
      reach,
    );
    const facts = [{ name: 'Status', value: String(status) }];
    if (status >= 500) {
      return { level: 'critical', step: `${status}`, summary: `The page answers ${status}`, facts };
    }
    const isTls = url.startsWith('https:');
    const missing = wanted
      .filter(({ isThere }) => !isThere(headers, isTls))
      .map(({ name }) => name);
    return missing.length === 0
      ? { level: 'ok', summary: 'All there', facts }
      : {
          level: 'warning',
          step: missing.join(', '),
          summary: `Missing: ${missing.join(', ')}`,
          facts,
        };
  },
});
