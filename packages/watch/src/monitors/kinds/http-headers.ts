import * as z from 'zod';
import { exchange } from '../../outbound/exchange.ts';
import { headerProblems } from '../judge-headers.ts';
import { defineMonitor, type MonitorKind } from '../monitor-kind.ts';

export const monitor: MonitorKind = defineMonitor({
  kind: 'http-headers',
  title: 'HTTP headers',
  hint: 'Tells when a page does not answer, or when a header that protects its visitors is missing or says too little. Policies in the page itself are not read.',
  everyMinutes: 60,
  badLooks: 2,
  settings: z.object({
    url: z
      .url({ protocol: /^https?$/, error: 'an address such as https://example.com/' })
      .max(1_000)
      .meta({ title: 'Page', description: 'The page itself: redirects are not followed.' }),
  }),
  async look({ url }, { reach }) {
    const { status, headers, sentHeaders } = await exchange(
      { method: 'GET', url, headers: {}, body: '' },
      reach,
    );
    const facts = [
      { name: 'Status', value: String(status) },
      { name: 'Type', value: headers['content-type'] ?? 'not told' },
    ];
    if (status >= 500) {
      return { level: 'critical', step: `${status}`, summary: `The page answers ${status}`, facts };
    }
    const problems = headerProblems({ url, headers: sentHeaders }).join('; ');
    return problems === ''
      ? { level: 'ok', summary: 'All there', facts }
      : { level: 'warning', step: problems, summary: problems, facts };
  },
});
