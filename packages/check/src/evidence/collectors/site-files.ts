import { exposedFiles } from '@castellan/core';
import { isHtml } from '@castellan/core/site';
import { type Collector, required } from '../collector.ts';
import { requiredSite } from '../required-site.ts';
import { collector as sitePages } from './site-pages.ts';

/** A file that should not be there for visitors. */
export interface ExposedFile {
  readonly url: string;
  readonly what: string;
}

const start = 4096;

/** Files and pages that are open to everybody and should not be. */
export const collector: Collector<readonly ExposedFile[]> = {
  title: 'exposed files',
  reads: ['network'],
  async collect(source, ask) {
    const site = requiredSite(source);
    await required(ask, sitePages);
    const value: ExposedFile[] = [];
    for (const { path, what, looks, isPage } of exposedFiles) {
      const url = new URL(path, site.url);
      const exchange = await site.exchange({ url }).catch(() => undefined);
      if (exchange === undefined || exchange.status !== 200) continue;
      if (isHtml(exchange) && !isPage) continue;
      // What the file holds is not kept.
      if (looks.test(exchange.body.slice(0, start))) value.push({ url: url.href, what });
    }
    return { value, origin: site.url.origin };
  },
};
