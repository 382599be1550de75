/** Kinds of token. Everything from `string` on has delimiters and a text between them. */
export const tokenKind = {
  punctuator: 0,
  name: 1,
  keyword: 2,
  number: 3,
  string: 4,
  /** One stretch of a template: from its opening tick or `}` to the next `${` or closing tick. */
  template: 5,
  regularExpression: 6,
  comment: 7,
} as const;
export type TokenKind = (typeof tokenKind)[keyof typeof tokenKind];

/** Tokens as parallel arrays: no object for each token. Offsets are UTF-16 code units, ends exclusive. */
export interface Tokens {
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The text between a literal's delimiters; the token itself where there are none. */
  readonly innerStarts: readonly number[];
  readonly innerEnds: readonly number[];
  /** True when every literal is closed and every bracket has its partner. */
  readonly complete: boolean;
}

/** Reserved words after which an expression is expected, so that `/` opens a regular expression. */
const expressionFollows: ReadonlySet<string> = new Set(
  'await case default delete do else extends in instanceof new return throw typeof void yield'.split(
    ' ',
  ),
);

const otherReserved: ReadonlySet<string> = new Set(
  'break catch class const continue debugger enum export false finally for function if import null super switch this true try var while with'.split(
    ' ',
  ),
);

/** Words whose parenthesis belongs to a statement: what follows `)` is a new statement. */
const statementHeads: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with']);

export function isReserved(word: string): boolean {
  return expressionFollows.has(word) || otherReserved.has(word);
}

export function expectsExpression(word: string): boolean {
  return expressionFollows.has(word);
}

export function headsStatement(word: string): boolean {
  return statementHeads.has(word);
}

/** Index of the first token that ends after `offset`; the number of tokens when there is none. */
export function tokenEndingAfter(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens.ends[middle]! > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
