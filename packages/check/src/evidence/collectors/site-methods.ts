import { type Collector, required } from '../collector.ts';
import { requiredSite } from '../required-site.ts';
import { collector as sitePages } from './site-pages.ts';

/** Methods that a site answers and need not. */
export interface SiteMethods {
  /** TRACE sends a request back, cookies and all. */
  readonly echoesTrace: boolean;
}

const mark = 'castellan-trace-mark';

/** Methods beyond the usual. */
export const collector: Collector<SiteMethods> = {
  title: 'methods of the site',
  reads: ['network'],
  async collect(source, ask) {
    const site = requiredSite(source);
    await required(ask, sitePages);
    const answer = await site
      .exchange({ method: 'TRACE', url: site.url, headers: { 'x-mark': mark } })
      .catch(() => undefined);
    const echoesTrace = answer?.status === 200 && answer.body.includes(mark);
    return { value: { echoesTrace }, origin: `TRACE ${site.url.href}` };
  },
};
