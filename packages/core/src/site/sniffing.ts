import { type Answer, valuesOf } from './answer.ts';

/** What X-Content-Type-Options comes to: browsers may guess the type of an answer unless it is `off`. */
export type Sniffing = 'off' | 'missing' | 'unknown';

/** Judges X-Content-Type-Options, of which only `nosniff` means anything. */
export function sniffingOf(answer: Pick<Answer, 'headers'>): Sniffing {
  const [value] = valuesOf(answer, 'x-content-type-options');
  if (value === undefined || value === '') return 'missing';
  return value.toLowerCase() === 'nosniff' ? 'off' : 'unknown';
}
