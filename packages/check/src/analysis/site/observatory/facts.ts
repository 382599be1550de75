import { inMeta, isHtml, policiesIn, type Policy, valuesOf } from '@castellan/core/site';
import { cookiesIn, type SiteCookie } from '../cookies.ts';
import { type Exchange, pageOf, type SitePages } from '../exchange.ts';
import { htmlFacts, type HtmlFacts } from '../html.ts';

/** What the tests look at, read once. */
export interface ObservedSite {
  readonly pages: SitePages;
  readonly page: Exchange;
  /** Absent when the page is no HTML. */
  readonly html?: HtmlFacts;
  readonly headerPolicies: readonly Policy[];
  readonly metaPolicies: readonly Policy[];
  readonly cookies: readonly SiteCookie[];
}

/** The site as it answered; undefined when it did not. */
export function observed(pages: SitePages): ObservedSite | undefined {
  const page = pageOf(pages);
  if (page === undefined) return undefined;
  const html = isHtml(page) ? htmlFacts(page.body) : undefined;
  const chain = pages.secure.length > 0 ? pages.secure : pages.plain;
  return {
    pages,
    page,
    ...(html && { html }),
    headerPolicies: policiesIn(valuesOf(page, 'content-security-policy')),
    metaPolicies: policiesIn(html?.equivalents.get('content-security-policy') ?? []).map(inMeta),
    cookies: cookiesIn(chain.flatMap((answer) => valuesOf(answer, 'set-cookie'))),
  };
}
