import type { Exchange } from '../../analysis/site/exchange.ts';
import { type Collector, required } from '../collector.ts';
import { requiredSite } from '../required-site.ts';
import { collector as sitePages } from './site-pages.ts';

/** What a site says to those who found a hole (RFC 9116). */
export interface SitePolicies {
  /** The answer at `/.well-known/security.txt`. */
  readonly securityTxt?: Exchange;
}

/** security.txt. */
export const collector: Collector<SitePolicies> = {
  title: 'security.txt of the site',
  reads: ['network'],
  async collect(source, ask) {
    const site = requiredSite(source);
    await required(ask, sitePages);
    const url = new URL('/.well-known/security.txt', site.url);
    const securityTxt = await site.exchange({ url }).catch(() => undefined);
    return { value: { ...(securityTxt && { securityTxt }) }, origin: url.href };
  },
};
