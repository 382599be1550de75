import { getDomain } from 'tldts';
import type { SiteCookie } from '../cookies.ts';
import type { PageScript } from '../html.ts';
import type { ObservedSite } from './facts.ts';
import { hstsOutcome } from './header-tests.ts';
import type { ObservatoryOutcome } from './outcomes.ts';

/** Worst last. */
const cookieOrder: readonly ObservatoryOutcome[] = [
  'cookies-not-secure-hsts',
  'cookies-not-secure',
  'cookies-session-not-secure-hsts',
  'cookies-same-site-invalid',
  'cookies-anti-forgery-not-same-site',
  'cookies-session-not-http-only',
  'cookies-session-not-secure',
];
/** Set by a load balancer, not by the site. */
const ignoredCookies = ['heroku-session-affinity'];

/** Set-Cookie: the worst of all cookies. */
export function cookieOutcome(site: ObservedSite): ObservatoryOutcome {
  const cookies = site.cookies.filter(({ name }) => !ignoredCookies.includes(name));
  if (cookies.length === 0) return 'cookies-none';
  const hasHsts = hstsOutcome(site) === 'hsts-long';
  const problems = new Set(cookies.flatMap((cookie) => cookieProblems(cookie, hasHsts)));
  if (site.cookies.some(({ oddSameSite }) => oddSameSite !== undefined))
    problems.add('cookies-same-site-invalid');
  const worst = cookieOrder.findLast((outcome) => problems.has(outcome));
  if (worst !== undefined) return worst;
  const all = cookies.every(({ sameSite }) => sameSite !== undefined);
  return all ? 'cookies-same-site' : 'cookies-secure';
}

function cookieProblems(cookie: SiteCookie, hasHsts: boolean): ObservatoryOutcome[] {
  const { isSecure, isHttpOnly, sameSite, isAntiForgery } = cookie;
  // The scheme's own idea of a session, narrower than ours.
  const isSession = /login|sess/i.test(cookie.name);
  const found: ObservatoryOutcome[] = [];
  if (sameSite === 'none' && !isSecure) found.push('cookies-same-site-invalid');
  if (!isSecure) found.push(hasHsts ? 'cookies-not-secure-hsts' : 'cookies-not-secure');
  if (isAntiForgery && sameSite === undefined) found.push('cookies-anti-forgery-not-same-site');
  if (isSession && !isSecure)
    found.push(hasHsts ? 'cookies-session-not-secure-hsts' : 'cookies-session-not-secure');
  if (isSession && !isHttpOnly) found.push('cookies-session-not-http-only');
  return found;
}

/** Subresource integrity of the page's scripts. */
export function integrityOutcome({ page, html }: ObservedSite): ObservatoryOutcome {
  if (html === undefined) return 'sri-no-html';
  if (html.scripts.length + html.inlineScripts === 0) return 'sri-no-scripts';
  const foreign = html.scripts.filter(({ src }) => isForeign(src, page.url));
  const isPlain = ({ src }: PageScript): boolean => !src.toLowerCase().startsWith('https:');
  const lacksHash = ({ integrity }: PageScript): boolean => integrity === undefined;
  if (foreign.some((script) => isPlain(script) && lacksHash(script)))
    return 'sri-missing-over-plain';
  if (foreign.some(lacksHash)) return 'sri-missing';
  if (foreign.some(isPlain)) return 'sri-over-plain';
  const isHeld = html.scripts.some(({ integrity }) => integrity !== undefined);
  if (isHeld && page.url.startsWith('https:'))
    return foreign.length > 0 ? 'sri-foreign' : 'sri-all';
  return foreign.length > 0 ? 'sri-foreign' : 'sri-own-scripts';
}

/** From another registrable domain, or by whatever scheme the page has. */
export function isForeign(src: string, pageUrl: string): boolean {
  if (src.startsWith('//')) return true;
  if (!/^https?:\/\//i.test(src) || !URL.canParse(src)) return false;
  const [own, other] = [new URL(pageUrl).hostname, new URL(src).hostname];
  return own !== other && (getDomain(own) ?? own) !== (getDomain(other) ?? other);
}
