import { type Exchange, pageOf } from '../../analysis/site/exchange.ts';
import { type Collector, required } from '../collector.ts';
import type { SiteRequest } from '../site.ts';
import { requiredSite } from '../required-site.ts';
import { collector as sitePages } from './site-pages.ts';

/** What the site lets pages of one other origin read. */
export interface CrossOriginAnswer {
  /** The `Origin` that was sent. */
  readonly origin: string;
  readonly exchange: Exchange;
}

/** Reserved for examples (RFC 6761): nobody's origin. */
const stranger = 'https://castellan-check.example';

/** Answers to requests that say they come from pages of other origins. */
export const collector: Collector<readonly CrossOriginAnswer[]> = {
  title: 'answers to other origins',
  reads: ['network'],
  async collect(source, ask) {
    const site = requiredSite(source);
    const url = new URL(pageOf(await required(ask, sitePages))?.url ?? site.url);
    const value: CrossOriginAnswer[] = [];
    // An origin that only begins or ends like the site's own is a stranger too.
    const alike = [
      `${url.protocol}//${url.hostname}.castellan-check.example`,
      `${url.protocol}//castellan-check-${url.hostname}`,
    ];
    for (const origin of [stranger, 'null', ...alike]) {
      const asked: SiteRequest[] = [
        { method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': 'GET' } },
        { method: 'GET', url, headers: { origin } },
      ];
      for (const request of asked) {
        const exchange = await site.exchange(request).catch(() => undefined);
        if (exchange !== undefined) value.push({ origin, exchange: { ...exchange, body: '' } });
      }
    }
    return { value, origin: url.href };
  },
};
