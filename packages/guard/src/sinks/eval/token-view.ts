import {
  tokenKind,
  type TokenKind,
  type Tokens,
} from '../../detections/code-injection/lexer/tokens.ts';

/** Tokens seen without their comments. Indexes outside of the source name a token without text. */
export class TokenView {
  readonly length: number;
  readonly #source: string;
  readonly #tokens: Tokens;

  constructor(source: string, tokens: Tokens) {
    this.#source = source;
    this.#tokens = tokens;
    this.length = tokens.kinds.length;
  }

  first(): number {
    return this.after(-1);
  }

  after(index: number): number {
    let next = index + 1;
    while (this.#tokens.kinds[next] === tokenKind.comment) next++;
    return next;
  }

  before(index: number): number {
    let previous = index - 1;
    while (this.#tokens.kinds[previous] === tokenKind.comment) previous--;
    return previous;
  }

  kind(index: number): TokenKind | undefined {
    return this.#tokens.kinds[index];
  }

  start(index: number): number {
    return this.#tokens.starts[index] ?? this.#source.length;
  }

  end(index: number): number {
    return this.#tokens.ends[index] ?? this.#source.length;
  }

  text(index: number): string {
    return index < 0 ? '' : this.#source.slice(this.start(index), this.end(index));
  }

  is(index: number, text: string): boolean {
    return this.end(index) - this.start(index) === text.length && this.text(index) === text;
  }

  /** Whether the token leads to a property: `.` or `?.`, and no part of `...`. */
  isDot(index: number): boolean {
    if (this.kind(index) !== tokenKind.punctuator) return false;
    const text = this.text(index);
    return text === '?.' || (text === '.' && this.#source[this.start(index) - 1] !== '.');
  }

  /** Whether `...` begins here. */
  isSpread(index: number): boolean {
    return this.is(index, '.') && this.#source.startsWith('...', this.start(index));
  }
}
