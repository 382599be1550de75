import { type RegisteredDomain, readRdap } from '@castellan/core/registration';
import { askPatiently } from '../outbound/ask-patiently.ts';
import type { Reach } from '../outbound/exchange.ts';

const mostRedirects = 3;
const patience = { mostWaitSeconds: 5, mostTries: 2 };
const maxBytes = 262_144;

/**
 * What a registry's RDAP server says of a name; `undefined` when it knows no such name. Each place
 * that it points to is judged as the first was. Rejects when there is no answer to read.
 */
export async function askRdap(
  base: string,
  name: string,
  reach: Reach,
): Promise<RegisteredDomain | undefined> {
  let url = new URL(`domain/${name}`, base.endsWith('/') ? base : `${base}/`);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const { status, headers, text } = await askPatiently(
      {
        method: 'GET',
        url: url.href,
        headers: { accept: 'application/rdap+json' },
        body: '',
        maxBytes,
      },
      reach,
      patience,
    );
    if (status === 404) return undefined;
    if (status === 200) {
      const found = readRdap(text);
      if (found !== undefined) return found;
      throw new Error(`${url.host} answers with something else than RDAP`);
    }
    const { location } = headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
      throw new Error(`${url.host} answers ${status}`);
    }
    const next = new URL(location, url);
    if (
      !/^https?:$/.test(next.protocol) ||
      (url.protocol === 'https:' && next.protocol === 'http:')
    ) {
      throw new Error(`${url.host} points to a place without TLS`);
    }
    url = next;
  }
  throw new Error(`${url.host} points on and on`);
}
