/** What a token of a statement is. Names and strings carry their content's bounds. */
export const tokenKinds = {
  word: 1,
  number: 2,
  /** A string literal in any of its forms. */
  string: 3,
  /** A quoted identifier. */
  name: 4,
  comment: 5,
  operator: 6,
  /** One of `, ( ) ; . [ ] { }`. */
  separator: 7,
  /** A placeholder or variable: `$1`, `?`, `:name`, `@name`. */
  parameter: 8,
} as const;
export type TokenKind = (typeof tokenKinds)[keyof typeof tokenKinds];

/** A backslash escapes the next character inside this token. */
export const backslashEscapes = 1;
/** The text ended before the token did. */
export const unterminated = 2;
/** The token continues the string before it (PostgreSQL joins strings across a line end). */
export const continuation = 4;

const stride = 6;
const keptRows = 1 << 14;

/**
 * The tokens of one statement, in rows of a flat array that is kept between statements.
 * Offsets are UTF-16 code units, ends exclusive; white space has no row.
 */
export class TokenTable {
  length = 0;
  #rows = new Int32Array(256 * stride);

  /** Forgets all tokens, and gives back the memory that an unusually long statement took. */
  clear(): void {
    this.length = 0;
    if (this.#rows.length > keptRows * stride) this.#rows = new Int32Array(256 * stride);
  }

  /** Adds a token without delimiters. */
  add(kind: TokenKind, start: number, end: number): void {
    this.addDelimited(kind, start, end, start, end, 0);
  }

  addDelimited(
    kind: TokenKind,
    start: number,
    end: number,
    contentStart: number,
    contentEnd: number,
    flags: number,
  ): void {
    const at = this.length * stride;
    if (at + stride > this.#rows.length) {
      const grown = new Int32Array(this.#rows.length * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    const rows = this.#rows;
    rows[at] = kind;
    rows[at + 1] = start;
    rows[at + 2] = end;
    rows[at + 3] = contentStart;
    rows[at + 4] = contentEnd;
    rows[at + 5] = flags;
    this.length += 1;
  }

  kind(index: number): TokenKind {
    return this.#rows[index * stride] as TokenKind;
  }

  start(index: number): number {
    return this.#rows[index * stride + 1] as number;
  }

  end(index: number): number {
    return this.#rows[index * stride + 2] as number;
  }

  contentStart(index: number): number {
    return this.#rows[index * stride + 3] as number;
  }

  contentEnd(index: number): number {
    return this.#rows[index * stride + 4] as number;
  }

  has(index: number, flag: number): boolean {
    return ((this.#rows[index * stride + 5] as number) & flag) !== 0;
  }
}
