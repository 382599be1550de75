import { type Exchange, valuesOf } from '../exchange.ts';
import type { ObservedSite } from './facts.ts';
import type { ObservatoryOutcome } from './outcomes.ts';

/** Many sites say 180 days for half a year. */
const halfYearSeconds = 15_552_000;

const privatePolicies = [
  'no-referrer',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
];
const openPolicies = [
  'origin',
  'origin-when-cross-origin',
  'unsafe-url',
  'no-referrer-when-downgrade',
];

/** Strict-Transport-Security (RFC 6797), as HTTPS sends it. */
export function hstsOutcome({ pages }: ObservedSite): ObservatoryOutcome {
  const answer = pages.secure.at(-1);
  if (answer === undefined) return 'hsts-no-https';
  if (answer.distrusted !== undefined) return 'hsts-distrusted';
  const [value] = valuesOf(answer, 'strict-transport-security');
  if (value === undefined) return 'hsts-none';
  const seconds = maxAgeOf(value);
  if (seconds === undefined) return 'hsts-invalid';
  return seconds < halfYearSeconds ? 'hsts-short' : 'hsts-long';
}

/** Seconds in a value of Strict-Transport-Security; undefined when browsers would not read it. */
export function maxAgeOf(value: string): number | undefined {
  if (value.includes(',')) return undefined;
  const seconds = /(?:^|;)\s*max-age="?(\d{1,15})/i.exec(value)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/** X-Content-Type-Options. */
export function sniffOutcome({ page }: ObservedSite): ObservatoryOutcome {
  const [value] = valuesOf(page, 'x-content-type-options');
  if (value === undefined || value === '') return 'sniff-on';
  return value.toLowerCase() === 'nosniff' ? 'sniff-off' : 'sniff-invalid';
}

/** Referrer-Policy: of several the last that browsers know. */
export function referrerOutcome({ page, html }: ObservedSite): ObservatoryOutcome {
  const values = valuesOf(page, 'referrer-policy');
  const all = [...values, ...(html?.equivalents.get('referrer-policy') ?? [])];
  if (all.length === 0) return 'referrer-none';
  const known = [...privatePolicies, ...openPolicies];
  const policy = all
    .flatMap((value) => value.split(','))
    .map((value) => value.trim().toLowerCase())
    .findLast((value) => known.includes(value));
  if (policy === undefined) return 'referrer-invalid';
  return privatePolicies.includes(policy) ? 'referrer-private' : 'referrer-unsafe';
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
