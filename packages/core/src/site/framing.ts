import { type Answer, valuesOf } from './answer.ts';
import { isBroad, policiesIn } from './policy.ts';

/** Who may put a page into a frame. */
export type Framing =
  /** Whom `frame-ancestors` of the policy names, or nobody else by the older header. */
  | { readonly kind: 'policy' }
  | { readonly kind: 'header'; readonly value: string }
  /** Everybody: the policy says so, nothing is said, or in a form that browsers do not know. */
  | { readonly kind: 'open policy' | 'missing' }
  | { readonly kind: 'unknown'; readonly value: string };

/** Judges `frame-ancestors` and X-Frame-Options. */
export function framingOf(answer: Pick<Answer, 'headers'>): Framing {
  const lists = policiesIn(valuesOf(answer, 'content-security-policy')).flatMap(
    ({ directives }) => {
      const sources = directives.get('frame-ancestors');
      return sources === undefined ? [] : [sources];
    },
  );
  // Where a policy speaks, browsers do not look at the older header (CSP 3, section 6.4.2).
  if (lists.length > 0) {
    const isOpen = lists.every((sources) => sources.some(isBroad));
    return { kind: isOpen ? 'open policy' : 'policy' };
  }
  const [value] = valuesOf(answer, 'x-frame-options');
  if (value === undefined) return { kind: 'missing' };
  return { kind: barsFraming(value) ? 'header' : 'unknown', value };
}

/** Whether a value of X-Frame-Options is one that browsers know. */
export function barsFraming(value: string): boolean {
  return /^(deny|sameorigin)$/i.test(value);
}
