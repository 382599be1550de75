import type { SqlCall } from '../sink-call.ts';
import { rulesOf } from './lexer/dialects.ts';
import { Scanner } from './lexer/scanner.ts';
import { tokenKinds, TokenTable, unterminated } from './lexer/token-table.ts';

const sharedTable = new TokenTable();

/** One statement's text with its tokens, divided no further than somebody asked. */
export class Statement {
  readonly text: string;
  readonly tokens: TokenTable = sharedTable;
  readonly #scanner: Scanner;
  #first = 0;
  #balanced: boolean | undefined;
  #workLeft: number;

  /** Only one statement is alive at a time: the token table is kept between calls. */
  constructor(call: SqlCall) {
    this.text = call.text;
    // Of what goes on unread nothing can be said; the benefit of the doubt is the app's.
    if (call.isCutOff === true) this.#balanced = true;
    this.#scanner = new Scanner(call.text, rulesOf(call), sharedTable);
    this.#workLeft = 64 * call.text.length + 4096;
  }

  /**
   * The first token that ends after `start`, or the table's length. Quick as long as `start` hardly
   * goes down from one call to the next; tokens up to `end` are in the table afterwards.
   */
  firstTouching(start: number, end: number): number {
    this.#scanner.scanUntil(end);
    while (this.#first > 0 && this.tokens.end(this.#first - 1) > start) this.#first -= 1;
    while (this.#first < this.tokens.length && this.tokens.end(this.#first) <= start)
      this.#first += 1;
    return this.#first;
  }

  /** Counts steps that do not advance through the text; false when its share is used up. */
  spend(steps: number): boolean {
    this.#workLeft -= steps;
    return this.#workLeft >= 0;
  }

  /** True when every literal, name, comment and bracket that the whole text opens is closed. */
  get balanced(): boolean {
    this.#balanced ??= this.#isBalanced();
    return this.#balanced;
  }

  #isBalanced(): boolean {
    this.#scanner.scanUntil(this.text.length);
    if (this.#scanner.inExecutableComment) return false;
    let depth = 0;
    for (let index = 0; index < this.tokens.length; index += 1) {
      if (this.tokens.has(index, unterminated)) return false;
      if (this.tokens.kind(index) !== tokenKinds.separator) continue;
      const mark = this.text.charCodeAt(this.tokens.start(index));
      if (mark === 40) depth += 1;
      else if (mark === 41) depth -= 1;
      if (depth < 0) return false;
    }
    return depth === 0;
  }

  /** True when nothing but white space and semicolons stands from `offset` on. */
  endsAt(offset: number): boolean {
    for (let at = offset; at < this.text.length; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code > 32 && code !== 59) return false;
    }
    return true;
  }
}
