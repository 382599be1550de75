import { executableMark, isDigit, isPlain, numberEnd, suffixEnd } from './bare.ts';
import { type CharacterTables, classes, tablesOf } from './character-classes.ts';
import {
  closeOfBackslashed,
  closeOfComment,
  closeOfDoubled,
  closeOfString,
  continuedQuote,
  dollarTag,
  lineEnd,
  type QuoteEscape,
} from './delimited.ts';
import type { LexicalRules } from './rules.ts';
import {
  backslashEscapes,
  continuation,
  type TokenKind,
  tokenKinds,
  type TokenTable,
  unterminated,
} from './token-table.ts';

const quote = 39;

/** Divides one statement into tokens, in one pass that can be stopped and taken up again. */
export class Scanner {
  readonly text: string;
  readonly tokens: TokenTable;
  readonly #rules: LexicalRules;
  readonly #tables: CharacterTables;
  #position = 0;
  #inExecutableComment = false;

  constructor(text: string, rules: LexicalRules, tokens: TokenTable) {
    this.text = text;
    this.tokens = tokens;
    this.#rules = rules;
    this.#tables = tablesOf(rules);
    tokens.clear();
  }

  /** True when the text so far left an executable comment open. */
  get inExecutableComment(): boolean {
    return this.#inExecutableComment;
  }

  get #plainEscape(): QuoteEscape {
    return this.#rules.backslashInStrings ? 'backslash' : 'doubling';
  }

  /** Reads on until every token that begins before `offset` is in the table. */
  scanUntil(offset: number): void {
    const limit = Math.min(offset, this.text.length);
    while (this.#position < limit) this.#position = this.#next(this.#position);
  }

  /** Adds the token at `at`, if one begins there, and returns where to go on. */
  #next(at: number): number {
    const code = this.text.charCodeAt(at);
    if (code >= 128) return this.#word(at);
    switch (this.#tables.begins[code]) {
      case classes.space:
        return at + 1;
      case classes.word:
        return this.#prefixed(at, code | 32);
      case classes.digit:
        return this.#number(at);
      case classes.singleQuote:
        return this.#string(at, at, this.#plainEscape);
      case classes.doubleQuote:
        return this.#doubleQuoted(at, at);
      case classes.backquote:
        return this.#doubled(tokenKinds.name, at, at, '`');
      case classes.bracket:
        return this.#bracketed(at);
      default:
        return this.#mark(at, code);
    }
  }

  #mark(at: number, code: number): number {
    switch (this.#tables.begins[code]) {
      case classes.dash:
        return this.#opensDashComment(at) ? this.#lineComment(at, at + 2) : this.#operator(at);
      case classes.slash:
        return this.#at(at + 1) === 42 ? this.#blockComment(at) : this.#operator(at);
      case classes.star:
        return this.#closesExecutable(at) ? this.#closeExecutable(at) : this.#operator(at);
      case classes.hashComment:
        return this.#lineComment(at, at + 1);
      case classes.dollar:
        return this.#dollar(at);
      case classes.variable:
        return this.#variable(at);
      case classes.dot:
        return this.#dot(at);
      case classes.separator:
        return this.#put(tokenKinds.separator, at, 1);
      default:
        return this.#operator(at);
    }
  }

  #at(offset: number): number {
    return offset < this.text.length ? this.text.charCodeAt(offset) : -1;
  }

  #put(kind: TokenKind, at: number, length: number): number {
    this.tokens.add(kind, at, at + length);
    return at + length;
  }

  #wordEnd(from: number): number {
    let end = from;
    for (; end < this.text.length; end += 1) {
      const code = this.text.charCodeAt(end);
      if (code < 128 && this.#tables.inWord[code] === 0) break;
    }
    return end;
  }

  #word(at: number): number {
    return this.#put(tokenKinds.word, at, this.#wordEnd(at + 1) - at);
  }

  /** A word, or a string or name that letters introduce. */
  #prefixed(at: number, letter: number): number {
    const next = this.#at(at + 1);
    if (next === quote) {
      const escaping = this.#rules.escapeStrings && letter === 101;
      if (escaping) return this.#string(at, at + 1, 'backslash');
      const prefix = String.fromCharCode(letter);
      if (this.#rules.bitStringPrefixes.includes(prefix))
        return this.#string(at, at + 1, 'nothing');
      if (this.#rules.stringPrefixes.includes(prefix)) {
        return this.#string(at, at + 1, this.#plainEscape);
      }
    } else if (next === 38 && letter === 117 && this.#rules.unicodePrefix) {
      const opener = this.#at(at + 2);
      if (opener === quote) return this.#string(at, at + 2, 'doubling');
      if (opener === 34) return this.#doubleQuoted(at, at + 2);
    }
    return this.#word(at);
  }

  #doubleQuoted(start: number, opener: number): number {
    if (this.#rules.doubleQuote === 'name')
      return this.#doubled(tokenKinds.name, start, opener, '"');
    if (!this.#rules.backslashInStrings)
      return this.#doubled(tokenKinds.string, start, opener, '"');
    return this.#close(
      tokenKinds.string,
      start,
      opener + 1,
      closeOfBackslashed(this.text, opener + 1, 34),
      backslashEscapes,
    );
  }

  #doubled(kind: TokenKind, start: number, opener: number, delimiter: string): number {
    const close = closeOfDoubled(this.text, opener + 1, delimiter);
    return this.#close(kind, start, opener + 1, close, 0);
  }

  #bracketed(at: number): number {
    const doubled = this.#rules.bracketNames === 'doubled';
    const close = doubled ? closeOfDoubled(this.text, at + 1, ']') : this.text.indexOf(']', at + 1);
    return this.#close(tokenKinds.name, at, at + 1, close, 0);
  }

  /** A string whose quote stands at `opener`, with the strings that go on from it. */
  #string(start: number, opener: number, escape: QuoteEscape): number {
    let begin = start;
    let from = opener;
    let flags = escape === 'backslash' ? backslashEscapes : 0;
    for (;;) {
      const close = closeOfString(this.text, from + 1, escape);
      const end = this.#close(tokenKinds.string, begin, from + 1, close, flags);
      if (close === -1 || !this.#rules.joinsStringsOverLines) return end;
      const next = continuedQuote(this.text, end);
      if (next === -1) return end;
      this.#commentsBetween(end, next);
      begin = next;
      from = next;
      flags |= continuation;
    }
  }

  /** Line comments between two strings that are one: all that is there besides white space. */
  #commentsBetween(from: number, until: number): void {
    let at = from;
    while (at < until) at = this.#at(at) === 45 ? this.#lineComment(at, at + 2) : at + 1;
  }

  #close(kind: TokenKind, start: number, content: number, close: number, flags: number): number {
    const end = close === -1 ? this.text.length : close + 1;
    const contentEnd = close === -1 ? end : close;
    const all = close === -1 ? flags | unterminated : flags;
    this.tokens.addDelimited(kind, start, end, content, Math.max(content, contentEnd), all);
    return end;
  }

  #opensDashComment(at: number): boolean {
    if (this.#at(at + 1) !== 45) return false;
    return !this.#rules.dashCommentNeedsSpace || this.#at(at + 2) <= 32 || this.#at(at + 2) === 127;
  }

  #lineComment(at: number, content: number): number {
    const end = lineEnd(this.text, content, this.#rules.carriageReturnEndsComment);
    this.tokens.addDelimited(tokenKinds.comment, at, end, content, end, 0);
    return end;
  }

  #blockComment(at: number): number {
    if (this.#rules.executableComments) {
      const mark = executableMark(this.text, at);
      if (mark > 0) {
        this.#inExecutableComment = true;
        return this.#put(tokenKinds.comment, at, mark);
      }
    }
    const close = closeOfComment(this.text, at + 2, this.#rules.nestedComments);
    const end = close === -1 ? this.text.length : close + 2;
    const contentEnd = close === -1 ? end : close;
    const flags = close === -1 ? unterminated : 0;
    this.tokens.addDelimited(tokenKinds.comment, at, end, at + 2, contentEnd, flags);
    return end;
  }

  #closesExecutable(at: number): boolean {
    return this.#inExecutableComment && this.#at(at + 1) === 47;
  }

  #closeExecutable(at: number): number {
    this.#inExecutableComment = false;
    return this.#put(tokenKinds.comment, at, 2);
  }

  #operator(at: number): number {
    let end = at + 1;
    for (; end < this.text.length; end += 1) {
      const code = this.text.charCodeAt(end);
      if (code >= 128 || this.#tables.inOperator[code] === 0) break;
      if (code === 45 && this.#opensDashComment(end)) break;
      if (code === 47 && this.#at(end + 1) === 42) break;
      if (code === 42 && this.#closesExecutable(end)) break;
    }
    return this.#put(tokenKinds.operator, at, end - at);
  }

  #dot(at: number): number {
    const next = this.#at(at + 1);
    if (isDigit(next)) return this.#number(at);
    return this.#put(tokenKinds.separator, at, next === 46 ? 2 : 1);
  }

  #dollar(at: number): number {
    if (isDigit(this.#at(at + 1))) {
      let end = at + 2;
      while (isDigit(this.#at(end))) end += 1;
      return this.#put(tokenKinds.parameter, at, end - at);
    }
    const tag = dollarTag(this.text, at);
    if (tag === '') return this.#put(tokenKinds.operator, at, 1);
    const content = at + tag.length;
    const close = this.text.indexOf(tag, content);
    const end = close === -1 ? this.text.length : close + tag.length;
    const contentEnd = close === -1 ? end : close;
    const flags = close === -1 ? unterminated : 0;
    this.tokens.addDelimited(tokenKinds.string, at, end, content, contentEnd, flags);
    return end;
  }

  #variable(at: number): number {
    let from = at + 1;
    while (this.#at(from) === 64) from += 1;
    let end = this.#wordEnd(from);
    if (end === at + 1) return this.#put(tokenKinds.operator, at, 1);
    if (this.#rules.variableSuffix && this.#at(end) === 40) end = suffixEnd(this.text, end);
    return this.#put(tokenKinds.parameter, at, end - at);
  }

  #number(at: number): number {
    let end = numberEnd(this.text, at);
    const code = this.#at(end);
    if (this.#rules.digitsStartWords && isPlain(this.text, at, end)) {
      const wordEnd = this.#wordEnd(end);
      if (wordEnd > end) return this.#put(tokenKinds.word, at, wordEnd - at);
    }
    if (code === 46 && this.#at(end + 1) !== 46 && isPlain(this.text, at, end)) end += 1;
    return this.#put(tokenKinds.number, at, end - at);
  }
}
