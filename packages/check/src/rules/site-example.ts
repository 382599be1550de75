import type { Header } from '@castellan/core/site';
import type { Exchange, SitePages } from '../analysis/site/exchange.ts';

/** A made-up site for examples: what differs from one that answers a bare page over HTTPS. */
export interface MadeUpSite {
  readonly url?: string;
  readonly headers?: readonly Header[];
  readonly body?: string;
  readonly type?: string;
  readonly distrusted?: string;
  /** Where plain HTTP leads to; by default to the page. */
  readonly plain?: readonly Exchange[];
}

const address = 'https://shop.example/';

/** What the collector would find there. */
export function madeUpSite(site: MadeUpSite = {}): SitePages {
  const { url = address, headers = [], body = '<title>Shop</title>', type = 'text/html' } = site;
  const page = {
    ...answer(url, [['Content-Type', type], ...headers]),
    body,
    ...(site.distrusted !== undefined && { distrusted: site.distrusted }),
  };
  if (!url.startsWith('https:')) return { secure: [], plain: site.plain ?? [page] };
  return { secure: [page], plain: site.plain ?? [redirect('http://shop.example/', url), page] };
}

/** An answer without a body. */
export function answer(
  url: string,
  headers: readonly Header[] = [],
  status: number = 200,
): Exchange {
  return { method: 'GET', url, status, headers, body: '' };
}

export function redirect(from: string, to: string): Exchange {
  return answer(from, [['Location', to]], 301);
}
