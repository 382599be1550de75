import type { Field } from './fields.ts';

/** A text with `*` in it, cut there: `['/api/', '']` is whatever begins with `/api/`. */
export type Pattern = readonly string[];

/** What an event must be to fit, without a word of SQL in it. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'among'; readonly field: Field; readonly values: readonly string[] }
  | { readonly kind: 'like'; readonly field: Field; readonly patterns: readonly Pattern[] }
  | { readonly kind: 'contains'; readonly field: Field; readonly pattern: Pattern }
  | { readonly kind: 'network'; readonly network: string }
  | { readonly kind: 'since' | 'until'; readonly at: Date }
  | { readonly kind: 'text'; readonly pattern: Pattern };
