import { endOfEscape, endOfNumber, endOfPattern } from './ends.ts';
import { isDigit, isLineTerminator, isNamePart, isNameStart, isWhiteSpace } from './characters.ts';
import {
  expectsExpression,
  headsStatement,
  isReserved,
  type TokenKind,
  tokenKind,
  type Tokens,
} from './tokens.ts';

/** What an open bracket is, which tells what a `/` after its partner means. */
const bracket = { group: 0, head: 1, index: 2, block: 3, object: 4, substitution: 5 } as const;
type Bracket = (typeof bracket)[keyof typeof bracket];

const closedBy = { '(': 41, '[': 93, '{': 125 } as const;

/**
 * Splits JavaScript into tokens in one pass, after ECMA-262 §12 and annex B.1.1 (HTML-like comments).
 * Never throws: what is unterminated ends where the source does and makes `complete` false. Where the
 * grammar alone decides between division and regular expression, the token before decides.
 */
export function tokenize(source: string, goal: 'script' | 'module'): Tokens {
  const scanner = new Scanner(source, goal === 'script');
  scanner.run();
  return scanner;
}

class Scanner implements Tokens {
  readonly kinds: TokenKind[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly innerStarts: number[] = [];
  readonly innerEnds: number[] = [];
  complete = true;

  readonly #source: string;
  readonly #htmlComments: boolean;
  readonly #open: Bracket[] = [];
  #at = 0;
  #atLineStart = true;
  /** An unclosed regular expression was seen on this line: no second search before this offset. */
  #noPatternBefore = 0;
  /** Whether a `/` here would open a regular expression. */
  #expression = true;
  /** First code unit of the last token that is no comment; 0 at the start. Words: see `#word`. */
  #before = 0;
  #word = '';

  constructor(source: string, htmlComments: boolean) {
    this.#source = source;
    this.#htmlComments = htmlComments;
  }

  run(): void {
    const source = this.#source;
    if (source.startsWith('#!')) this.#lineComment(2);
    while (this.#at < source.length) {
      const code = source.charCodeAt(this.#at);
      if (isWhiteSpace(code)) this.#at++;
      else if (isLineTerminator(code)) {
        this.#atLineStart = true;
        this.#at++;
      } else if (!this.#comment(code)) {
        this.#token(code);
        this.#atLineStart = false;
      }
    }
    if (this.#open.length > 0) this.complete = false;
  }

  #token(code: number): void {
    if (isNameStart(code)) this.#name();
    else if (isDigit(code) || (code === 46 && isDigit(this.#peek(1)))) this.#number();
    else if (code === 34 || code === 39) this.#string(code);
    else if (code === 96) this.#template();
    else if (code === 35 && isNameStart(this.#peek(1))) this.#name();
    else if (code !== 47 || !this.#expression || !this.#regularExpression()) this.#punctuator(code);
  }

  #peek(distance: number): number {
    return this.#source.charCodeAt(this.#at + distance);
  }

  #emit(kind: TokenKind, start: number, innerStart: number, innerEnd: number): void {
    this.kinds.push(kind);
    this.starts.push(start);
    this.ends.push(this.#at);
    this.innerStarts.push(innerStart);
    this.innerEnds.push(innerEnd);
  }

  #emitOperand(kind: TokenKind, start: number, innerStart: number, innerEnd: number): void {
    this.#emit(kind, start, innerStart, innerEnd);
    this.#expression = false;
    this.#before = 48;
    this.#word = '';
  }

  #comment(code: number): boolean {
    if (code === 47) {
      const next = this.#peek(1);
      if (next === 47) return this.#lineComment(2);
      return next === 42 && this.#blockComment();
    }
    if (!this.#htmlComments) return false;
    if (code === 60) return this.#source.startsWith('<!--', this.#at) && this.#lineComment(4);
    if (code !== 45 || !this.#atLineStart) return false;
    return this.#source.startsWith('-->', this.#at) && this.#lineComment(3);
  }

  #lineComment(opener: number): true {
    const start = this.#at;
    this.#at += opener;
    while (this.#at < this.#source.length && !isLineTerminator(this.#peek(0))) this.#at++;
    this.#emit(tokenKind.comment, start, start + opener, this.#at);
    return true;
  }

  #blockComment(): true {
    const start = this.#at;
    const close = this.#source.indexOf('*/', start + 2);
    const innerEnd = close < 0 ? this.#source.length : close;
    if (close < 0) this.complete = false;
    this.#at = close < 0 ? innerEnd : close + 2;
    for (let at = start; at < innerEnd && !this.#atLineStart; at++) {
      this.#atLineStart = isLineTerminator(this.#source.charCodeAt(at));
    }
    this.#emit(tokenKind.comment, start, start + 2, innerEnd);
    return true;
  }

  #name(): void {
    const start = this.#at++;
    let escaped = this.#source.charCodeAt(start) === 92;
    if (escaped) this.#at = endOfEscape(this.#source, this.#at);
    while (this.#at < this.#source.length && isNamePart(this.#peek(0))) {
      const isEscape = this.#peek(0) === 92;
      this.#at++;
      if (isEscape) this.#at = endOfEscape(this.#source, this.#at);
      escaped ||= isEscape;
    }
    const member = this.#before === 46;
    const word = this.#at - start <= 10 && !escaped ? this.#source.slice(start, this.#at) : '';
    const reserved = !member && isReserved(word);
    // `for (x of /re/…)`: `of` right after a name or a pattern is the operator.
    const isOf =
      word === 'of' && (this.#before === 97 || this.#before === 93 || this.#before === 125);
    this.#emit(reserved ? tokenKind.keyword : tokenKind.name, start, start, this.#at);
    this.#expression = isOf || (reserved && expectsExpression(word));
    this.#before = 97;
    this.#word = reserved ? word : '';
  }

  #number(): void {
    const start = this.#at;
    this.#at = endOfNumber(this.#source, start);
    this.#emitOperand(tokenKind.number, start, start, this.#at);
  }

  #string(quote: number): void {
    const start = this.#at++;
    const source = this.#source;
    for (; this.#at < source.length; this.#at++) {
      const code = this.#peek(0);
      if (code === quote) {
        this.#at++;
        return this.#emitOperand(tokenKind.string, start, start + 1, this.#at - 1);
      }
      if (code === 10 || code === 13) break;
      if (code === 92) this.#at += this.#peek(1) === 13 && this.#peek(2) === 10 ? 2 : 1;
    }
    this.#at = Math.min(this.#at, source.length);
    this.complete = false;
    this.#emitOperand(tokenKind.string, start, start + 1, this.#at);
  }

  /** Reads from an opening tick, or from the `}` that ends a substitution, to `${` or the closing tick. */
  #template(): void {
    const start = this.#at++;
    for (; this.#at < this.#source.length; this.#at++) {
      const code = this.#peek(0);
      if (code === 96) {
        this.#at++;
        return this.#emitOperand(tokenKind.template, start, start + 1, this.#at - 1);
      }
      if (code === 36 && this.#peek(1) === 123) {
        this.#at += 2;
        this.#open.push(bracket.substitution);
        this.#emitOperand(tokenKind.template, start, start + 1, this.#at - 2);
        this.#expression = true;
        this.#before = 40;
        return;
      }
      if (code === 92) this.#at++;
    }
    this.#at = Math.min(this.#at, this.#source.length);
    this.complete = false;
    this.#emitOperand(tokenKind.template, start, start + 1, this.#at);
  }

  #regularExpression(): boolean {
    const start = this.#at;
    if (start < this.#noPatternBefore) return false;
    const close = endOfPattern(this.#source, start + 1);
    if (this.#source.charCodeAt(close) !== 47) {
      this.#noPatternBefore = close;
      this.complete = false;
      return false;
    }
    this.#at = close + 1;
    while (this.#at < this.#source.length && isNamePart(this.#peek(0))) this.#at++;
    this.#emitOperand(tokenKind.regularExpression, start, start + 1, close);
    return true;
  }

  #punctuator(code: number): void {
    const start = this.#at++;
    const next = this.#peek(0);
    if (code === 40 || code === 91 || code === 123) this.#opening(code);
    else if (code === 41 || code === 93 || code === 125) {
      if (this.#closing(code, start)) return;
    } else {
      const step = (code === 43 || code === 45) && next === code;
      const arrow = code === 61 && next === 62;
      const chain = code === 63 && next === 46 && !isDigit(this.#peek(1));
      if (step || arrow || chain) this.#at++;
      this.#expression = !step;
      this.#before = chain ? 46 : arrow ? 59 : code;
      this.#word = '';
    }
    this.#emit(tokenKind.punctuator, start, start, this.#at);
  }

  #opening(code: number): void {
    if (code === 40) this.#open.push(headsStatement(this.#word) ? bracket.head : bracket.group);
    else if (code === 91) this.#open.push(bracket.index);
    else this.#open.push(this.#opensBlock() ? bracket.block : bracket.object);
    this.#expression = true;
    this.#before = code;
    this.#word = '';
  }

  /** Whether `{` here opens statements, judged by the token before it. */
  #opensBlock(): boolean {
    switch (this.#before) {
      case 0: // start of the source
      case 41: // )
      case 59: // ; and =>
      case 123: // {
      case 125: // }
      case 48: // a literal
      case 93: // ]
        return true;
      case 97: // a word
        return !expectsExpression(this.#word) || this.#word === 'else' || this.#word === 'do';
      case 58: // a label, a case, or a property's value
        return this.#open.at(-1) === undefined || this.#open.at(-1) === bracket.block;
      default:
        return false;
    }
  }

  /** Returns true when the bracket ended a substitution and the template's next stretch was read. */
  #closing(code: number, start: number): boolean {
    const top = this.#open.at(-1);
    if (top === undefined || partner(top) !== code) this.complete = false;
    else this.#open.pop();
    if (top === bracket.substitution && code === 125) {
      this.#at = start;
      this.#template();
      return true;
    }
    this.#expression = top === bracket.head || (code === 125 && top !== bracket.object);
    this.#before = code;
    this.#word = '';
    return false;
  }
}

function partner(open: Bracket): number {
  if (open <= bracket.head) return closedBy['('];
  return open === bracket.index ? closedBy['['] : closedBy['{'];
}
