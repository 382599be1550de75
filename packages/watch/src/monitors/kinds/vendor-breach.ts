import * as z from 'zod';
import { exchange } from '../../outbound/exchange.ts';
import { readBreaches } from '../../vendors/breach-feed.ts';
import { newestNews, noteBreaches, type OpenBreach, openBreaches } from '../../vendors/breaches.ts';
import { defineMonitor, type MonitorKind } from '../monitor-kind.ts';

const maxBytes = 16_777_216;

export const monitor: MonitorKind = defineMonitor({
  kind: 'vendor-breach',
  title: 'Breaches of vendors',
  hint: 'Reads a public list of breaches and tells when one of your vendors is new in it. The list is taken whole: who your vendors are is told to nobody.',
  everyMinutes: 360,
  badLooks: 1,
  settings: z.object({
    url: z
      .url({
        protocol: /^https?$/,
        error: 'an address such as https://haveibeenpwned.com/api/v3/breaches',
      })
      .max(1_000)
      .default('https://haveibeenpwned.com/api/v3/breaches')
      .meta({
        title: 'List of breaches',
        description: 'Have I Been Pwned’s, or one of yours in the same form.',
      }),
  }),
  async look({ url }, { store, reach, monitorId }) {
    const { created_at: since } = await store
      .selectFrom('monitors')
      .select('created_at')
      .where('id', '=', monitorId)
      .executeTakeFirstOrThrow();
    const { status, text } = await exchange(
      { method: 'GET', url, headers: { accept: 'application/json' }, body: '', maxBytes },
      reach,
    );
    if (status !== 200) throw new Error(`${new URL(url).host} answers ${status}`);
    const breaches = readList(text, url);
    await noteBreaches(store, breaches, since);
    const { count } = await store
      .selectFrom('vendors')
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const facts = [
      { name: 'Breaches in the list', value: String(breaches.length) },
      { name: 'Vendors', value: String(count) },
    ];
    const open = await openBreaches(store);
    if (open.length === 0) {
      const summary = count === 0 ? 'No vendor is noted yet' : 'No new breach of a vendor of yours';
      return { level: 'ok', summary, facts };
    }
    return {
      level: 'critical',
      // Told again when one more comes, and not when one of several is dealt with.
      step: `until ${(await newestNews(store))?.toISOString() ?? ''}`,
      summary: open.map(inWords).join('; ').slice(0, 1_000),
      facts,
    };
  },
});

function readList(text: string, url: string): ReturnType<typeof readBreaches> {
  try {
    return readBreaches(text);
  } catch (cause) {
    throw new Error(`${new URL(url).host} answers with something else than a list of breaches`, {
      cause,
    });
  }
}

/** `Stripe was breached (Stripe 2026, 2026-11-01): Email addresses, Passwords`. */
function inWords({ vendor, title, breached_on, data_classes }: OpenBreach): string {
  const what = [title, breached_on].filter((one) => one !== null).join(', ');
  return `${vendor} was breached (${what}): ${data_classes.join(', ') || 'nobody says what is lost'}`;
}
