import { nearest } from '@castellan/core';
import type { Condition } from './condition.ts';
import { fieldNamed, fields } from './fields.ts';
import { patternOf, readValue } from './read-value.ts';
import { QueryError, type Token, tokenize } from './tokenize.ts';

export const maxTerms = 50;
export const maxDepth = 10;

/**
 * Reads a query: terms that all must hold, `OR` between groups of them, `-` or `NOT` before one,
 * parentheses. Throws `QueryError` with the place of what cannot be read. Nothing asks for everything.
 */
export function parseQuery(query: string, now: number): Condition {
  const parser = new Parser(tokenize(query), query.length, now);
  return parser.parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  readonly #now: number;
  #at = 0;
  #terms = 0;

  constructor(tokens: readonly Token[], end: number, now: number) {
    this.#tokens = tokens;
    this.#end = end;
    this.#now = now;
  }

  parse(): Condition {
    if (this.#tokens.length === 0) return { kind: 'all', of: [] };
    const condition = this.#any(0);
    const rest = this.#peek();
    if (rest !== undefined) throw misplaced(rest);
    return condition;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #takes(word: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'word' || token.text !== word || this.#isField()) return false;
    this.#at += 1;
    return true;
  }

  #isField(): boolean {
    const next = this.#tokens[this.#at + 1];
    return next?.kind === 'colon' && next.start === this.#peek()?.end;
  }

  #any(depth: number): Condition {
    const of = [this.#all(depth)];
    while (this.#takes('OR')) of.push(this.#all(depth));
    return of.length === 1 ? of[0]! : { kind: 'any', of };
  }

  #all(depth: number): Condition {
    const of = [this.#one(depth)];
    for (;;) {
      const isAnd = this.#takes('AND');
      const token = this.#peek();
      const isOver = token === undefined || token.kind === 'close' || isOr(token);
      if (isOver && !isAnd) return of.length === 1 ? of[0]! : { kind: 'all', of };
      of.push(this.#one(depth));
    }
  }

  #one(depth: number): Condition {
    const token = this.#peek();
    if (token === undefined)
      throw new QueryError('Something is missing here.', this.#end, this.#end);
    if (depth > maxDepth) {
      throw new QueryError(
        `Parentheses stand in each other at most ${maxDepth} deep.`,
        token.start,
        token.end,
      );
    }
    if (this.#takes('NOT')) return { kind: 'not', of: this.#one(depth + 1) };
    if (token.kind === 'minus') return this.#left(token, depth);
    if (token.kind === 'open') return this.#group(token, depth);
    return this.#term(token);
  }

  #left(minus: Token, depth: number): Condition {
    this.#at += 1;
    const next = this.#peek();
    if (next?.start !== minus.end || next.kind === 'minus') {
      const message =
        'A minus stands right before what is left out. As text it needs quotation marks.';
      throw new QueryError(message, minus.start, minus.end);
    }
    return { kind: 'not', of: this.#one(depth + 1) };
  }

  #group(open: Token, depth: number): Condition {
    this.#at += 1;
    const inner = this.#any(depth + 1);
    if (this.#peek()?.kind !== 'close') {
      throw new QueryError('This parenthesis is never closed.', open.start, open.end);
    }
    this.#at += 1;
    return inner;
  }

  #term(token: Token): Condition {
    if (isOr(token) || token.kind === 'close' || token.kind === 'colon') throw misplaced(token);
    this.#terms += 1;
    if (this.#terms > maxTerms) {
      throw new QueryError(`A query has at most ${maxTerms} terms.`, token.start, token.end);
    }
    if (token.kind === 'word' && this.#isField()) return this.#fieldTerm(token);
    this.#at += 1;
    if (token.text === '')
      throw new QueryError('There is no text between these.', token.start, token.end);
    return { kind: 'text', pattern: patternOf(token) };
  }

  #fieldTerm(name: Token): Condition {
    const field = fieldNamed(name.text.toLowerCase());
    if (field === undefined) throw unknownField(name);
    const colon = this.#tokens[this.#at + 1]!;
    const value = this.#tokens[this.#at + 2];
    const isValue =
      value?.start === colon.end && (value.kind === 'word' || value.kind === 'quoted');
    if (!isValue) throw new QueryError(`${field.name} lacks its value.`, name.start, colon.end);
    this.#at += 3;
    return readValue(field, value, this.#now);
  }
}

function isOr({ kind, text }: Token): boolean {
  return kind === 'word' && text === 'OR';
}

function misplaced({ text, start, end }: Token): QueryError {
  const message = `“${text}” cannot stand here. As text it needs quotation marks.`;
  return new QueryError(message, start, end);
}

function unknownField({ text, start, end }: Token): QueryError {
  const meant = nearest(
    text.toLowerCase(),
    fields.map(({ name }) => name),
  );
  const hint =
    meant === undefined ? 'Text with a colon needs quotation marks.' : `Did you mean ${meant}?`;
  return new QueryError(`There is no field “${text.slice(0, 40)}”. ${hint}`, start, end);
}
