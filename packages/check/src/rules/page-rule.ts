import { isHtml } from '@castellan/core/site';
import type { SitePages } from '../analysis/site/exchange.ts';
import { type ObservedSite, observed } from '../analysis/site/observatory/facts.ts';
import { type Judgement, notApplicable } from './rule.ts';

/** Judges the page that a visitor sees, where there is one. */
export function judgePage(
  pages: SitePages,
  judge: (site: ObservedSite, place: { readonly file: string }) => Judgement,
): Judgement {
  const site = observed(pages);
  if (site === undefined) return notApplicable('the site did not answer');
  if (!isHtml(site.page)) return notApplicable(`${site.page.url} is no page`);
  return judge(site, { file: site.page.url });
}
