import {
  type ReferrerOutcome,
  barsFraming,
  referrerOutcome,
  sniffingOf,
  transportPromise,
  valuesOf,
} from '@castellan/core/site';
import type { Exchange } from '../exchange.ts';
import type { ObservedSite } from './facts.ts';
import type { ObservatoryOutcome } from './outcomes.ts';

/** Enough for this scheme, less than ASVS asks. Many sites say 180 days for half a year. */
const halfYearSeconds = 15_552_000;

/** Strict-Transport-Security (RFC 6797), as HTTPS sends it. */
export function hstsOutcome({ pages }: ObservedSite): ObservatoryOutcome {
  const answer = pages.secure.at(-1);
  if (answer === undefined) return 'hsts-no-https';
  if (answer.distrusted !== undefined) return 'hsts-distrusted';
  const promise = transportPromise(answer);
  if (promise.kind === 'missing') return 'hsts-none';
  if (promise.kind === 'unreadable') return 'hsts-invalid';
  return promise.seconds < halfYearSeconds ? 'hsts-short' : 'hsts-long';
}

/** X-Content-Type-Options. */
export function sniffOutcome({ page }: ObservedSite): ObservatoryOutcome {
  const sniffing = sniffingOf(page);
  if (sniffing === 'missing') return 'sniff-on';
  return sniffing === 'off' ? 'sniff-off' : 'sniff-invalid';
}

/** Referrer-Policy, sent or in the page. */
export function pageReferrerOutcome({ page, html }: ObservedSite): ReferrerOutcome {
  const values = valuesOf(page, 'referrer-policy');
  return referrerOutcome([...values, ...(html?.equivalents.get('referrer-policy') ?? [])]);
}

/** Cross-Origin-Resource-Policy. */
export function embedOutcome({ page, html }: ObservedSite): ObservatoryOutcome {
  const [sent] = valuesOf(page, 'cross-origin-resource-policy');
  const value = sent || html?.equivalents.get('cross-origin-resource-policy')?.at(-1)?.trim();
  if (value === undefined || value === '') return 'corp-none';
  if (/^same-(site|origin)$/i.test(value)) return 'corp-own';
  return value.toLowerCase() === 'cross-origin' ? 'corp-cross' : 'corp-invalid';
}

/** Access-Control-Allow-Origin, as it answers a stranger's preflight. */
export function corsOutcome(origin: string, answer: Exchange | undefined): ObservatoryOutcome {
  const [allowed] = answer === undefined ? [] : valuesOf(answer, 'access-control-allow-origin');
  if (answer === undefined || allowed === undefined || allowed === '') return 'cors-none';
  if (allowed === '*') return 'cors-public';
  const [credentials] = valuesOf(answer, 'access-control-allow-credentials');
  const isUniversal = allowed === origin && credentials?.toLowerCase() === 'true';
  return isUniversal ? 'cors-universal' : 'cors-restricted';
}

/** Where plain HTTP leads. */
export function redirectionOutcome({ pages: { plain } }: ObservedSite): ObservatoryOutcome {
  const [first, second] = plain.map(({ url }) => new URL(url));
  const last = plain.at(-1);
  if (first === undefined || last === undefined) return 'redirection-no-plain';
  if (last.distrusted !== undefined) return 'redirection-distrusted';
  if (second === undefined) return 'redirection-missing';
  if (!last.url.startsWith('https:')) return 'redirection-not-secure';
  if (second.protocol === 'http:') return 'redirection-plain-first';
  return first.hostname === second.hostname ? 'redirection-secure' : 'redirection-other-host';
}

/** X-Frame-Options, or `frame-ancestors` of the policy, which counts for more. */
export function frameOutcome({ page, headerPolicies }: ObservedSite): ObservatoryOutcome {
  if (headerPolicies.some(({ directives }) => directives.has('frame-ancestors')))
    return 'frame-csp';
  const [value] = valuesOf(page, 'x-frame-options');
  if (value === undefined || value === '') return 'frame-open';
  if (barsFraming(value)) return 'frame-denied';
  return /^allow-from/i.test(value) ? 'frame-allow-from' : 'frame-invalid';
}
