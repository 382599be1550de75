import { type Answer, valuesOf } from './answer.ts';

/** A year, as ASVS 5 asks (3.4.1). */
const leastSeconds = 31_536_000;

/** What Strict-Transport-Security (RFC 6797) comes to; `enough` is a year or more. */
export type TransportPromise =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'short'; readonly seconds: number }
  | { readonly kind: 'enough'; readonly seconds: number };

/** For how long an answer over HTTPS has browsers come by HTTPS only; of several headers the first counts. */
export function transportPromise(answer: Pick<Answer, 'headers'>): TransportPromise {
  const [value] = valuesOf(answer, 'strict-transport-security');
  if (value === undefined) return { kind: 'missing' };
  const seconds = maxAgeOf(value);
  if (seconds === undefined) return { kind: 'unreadable' };
  return { kind: seconds < leastSeconds ? 'short' : 'enough', seconds };
}

/** Seconds in a value of Strict-Transport-Security; undefined when browsers would not read it. */
function maxAgeOf(value: string): number | undefined {
  if (value.includes(',')) return undefined;
  const seconds = /(?:^|;)\s*max-age="?(\d{1,15})/i.exec(value)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
