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

/**
 * What a referrer policy may come to, what that adds to a score of the HTTP Observatory (below 0: wrong),
 * and its words. Without one browsers tell other sites the origin alone.
 */
export const referrerOutcomes = {
  'referrer-private': [5, 'addresses of pages stay private'],
  'referrer-none': [0, "the browser's own choice of referrer"],
  'referrer-unsafe': [-5, 'addresses of pages are told to others'],
  'referrer-invalid': [-5, 'a referrer policy that browsers cannot read'],
} as const;
export type ReferrerOutcome = keyof typeof referrerOutcomes;

/** Judges values of Referrer-Policy and of what stands for it in a page: the last that browsers know counts. */
export function referrerOutcome(values: readonly string[]): ReferrerOutcome {
  if (values.length === 0) return 'referrer-none';
  const known = [...privatePolicies, ...openPolicies];
  const policy = values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim().toLowerCase())
    .findLast((value) => known.includes(value));
  if (policy === undefined) return 'referrer-invalid';
  return privatePolicies.includes(policy) ? 'referrer-private' : 'referrer-unsafe';
}
