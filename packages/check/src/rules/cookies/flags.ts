import { valuesOf } from '@castellan/core/site';
import { type SiteCookie, cookiesIn } from '../../analysis/site/cookies.ts';
import { isLoopback, pageOf } from '../../analysis/site/exchange.ts';
import { madeUpSite } from '../site-example.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const set = (value: string): { sitePages: ReturnType<typeof madeUpSite> } => ({
  sitePages: madeUpSite({ headers: [['Set-Cookie', value]] }),
});

/** Cookies go where they should, and nowhere else. */
export const rule: Rule = defineRule({
  id: 'cookies/flags',
  practice: 'I10',
  severity: 'high',
  confidence: 'certain',
  cwe: 614,
  controls: ['asvs5:3.3.1', 'asvs5:3.3.2', 'asvs5:3.3.4'],
  title: 'Cookies have Secure and SameSite, those of sessions HttpOnly too',
  why: 'Without Secure a cookie travels in the open, without HttpOnly injected script reads it, without SameSite other sites act with it.',
  fix: 'Set cookies with Secure; HttpOnly; SameSite=Lax.',
  needs: ['sitePages'],
  run({ sitePages }) {
    const page = pageOf(sitePages);
    if (page === undefined) return notApplicable('the site did not answer');
    const chain = sitePages.secure.length > 0 ? sitePages.secure : sitePages.plain;
    const cookies = cookiesIn(chain.flatMap((one) => valuesOf(one, 'set-cookie')));
    if (cookies.length === 0) return notApplicable(`${page.url} sets no cookies`);
    const findings = cookies.flatMap((cookie) => problemsOf(cookie, page.url));
    return failBy(findings, `${cookies.length} cookies with their flags`);
  },
  examples: [
    {
      title: 'all three',
      evidence: set('sid=1; Secure; HttpOnly; SameSite=Lax'),
      expect: 'pass',
    },
    {
      title: 'a choice of colours that scripts read',
      evidence: set('theme=dark; Secure; SameSite=Lax'),
      expect: 'pass',
    },
    { title: 'a session in the open', evidence: set('sid=1; HttpOnly'), expect: 'fail' },
    {
      title: 'a session that scripts read',
      evidence: set('sessionid=1; Secure; SameSite=Lax'),
      expect: 'fail',
    },
    {
      title: 'for all sites, unprotected',
      evidence: set('theme=dark; SameSite=None'),
      expect: 'fail',
    },
    { title: 'none', evidence: { sitePages: madeUpSite() }, expect: 'not-applicable' },
  ],
});

function problemsOf(cookie: SiteCookie, url: string): RuleFinding[] {
  const { name, isSecure, isHttpOnly, sameSite, isSession, isAntiForgery } = cookie;
  const missing = [
    ...(isSecure || isLoopback(url) ? [] : ['Secure']),
    ...(isHttpOnly || !isSession || isAntiForgery ? [] : ['HttpOnly']),
    ...(sameSite === undefined || (sameSite === 'none' && !isSecure) ? ['SameSite'] : []),
  ];
  if (missing.length === 0) return [];
  return [
    {
      place: { file: url },
      message: `Cookie ${name.slice(0, 60)} lacks ${missing.join(' and ')}`,
      identity: `${name} ${missing.join(' ')}`,
      // Browsers take a cookie without SameSite as Lax: that one alone is a matter of order.
      severity:
        isSession && missing.some((flag) => flag !== 'SameSite')
          ? 'high'
          : missing.includes('Secure')
            ? 'medium'
            : 'low',
    },
  ];
}
