import { role, type Lexed } from './lexed.ts';
import { WordBuilder, type CommandState } from './word-builder.ts';

interface Frame {
  readonly isString: boolean;
  readonly outer: CommandState | undefined;
  readonly closesWith: number;
}

// PowerShell takes typographic quotation marks for the plain ones (Language Specification 3.0, 2.3.5.2).
const singleQuotes = "'\u2018\u2019\u201A\u201B";
const doubleQuotes = '"\u201C\u201D\u201E';
const variable = /\$(?:[A-Za-z_0-9:]{1,64}|[?$^]|\{[^}]{0,256}\})/y;

/**
 * Gives each character of a PowerShell command its role. One pass, no recursion, never throws.
 * Source: PowerShell Language Specification 3.0, chapter 2.
 */
export function lexPowershell(text: string): Lexed {
  return new PowershellLexer(text).run();
}

class PowershellLexer {
  readonly #text: string;
  readonly #out: WordBuilder;
  readonly #frames: Frame[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#out = new WordBuilder(text);
  }

  run(): Lexed {
    let i = 0;
    while (i < this.#text.length) {
      i = this.#frames.at(-1)?.isString === true ? this.#inString(i) : this.#inCommand(i);
    }
    this.#out.endWord(this.#text.length);
    return this.#out.finish();
  }

  #inCommand(i: number): number {
    const out = this.#out;
    const c = this.#text[i] as string;
    if (c === ' ' || c === '\t' || c === '\u00A0') {
      out.endWord(i);
      return i + 1;
    }
    if (c === '#' && out.word === undefined) return this.#lineComment(i);
    if (c === '<' && this.#text[i + 1] === '#') return this.#blockComment(i);
    if (c === '@' && this.#isHereString(i)) return this.#hereString(i);
    if (c === '(' || c === ')' || ';|&{}\n\r'.includes(c)) return this.#separator(i, c);
    if (c === '<' || c === '>' || c === ',') {
      out.endWord(i);
      if (c !== ',') out.expectsTarget = true;
      return out.mark(i, 1, role.operator);
    }
    out.startWord(i);
    if (singleQuotes.includes(c)) return this.#single(i);
    if (doubleQuotes.includes(c)) {
      this.#frames.push({ isString: true, outer: undefined, closesWith: role.close });
      return out.mark(i, 1, role.open);
    }
    return this.#live(i, c, role.bare);
  }

  #inString(i: number): number {
    const c = this.#text[i] as string;
    if (!doubleQuotes.includes(c)) return this.#live(i, c, role.quoted);
    if (doubleQuotes.includes(this.#text[i + 1] ?? ' ')) {
      this.#out.mark(i + 1, 1, role.quoted);
      return this.#out.mark(i, 1, role.escape) + 1;
    }
    this.#frames.pop();
    return this.#out.mark(i, 1, role.close);
  }

  /** Backtick and `$` work the same in and outside double quotes. */
  #live(i: number, c: string, otherwise: number): number {
    const out = this.#out;
    if (c === '`') {
      out.mark(i + 1, 1, role.quoted);
      return out.mark(i, 1, role.escape) + 1;
    }
    if (c === '$') {
      if (this.#text[i + 1] === '(') {
        this.#frames.push({ isString: false, outer: out.save(), closesWith: role.expansion });
        return out.mark(i, 2, role.expansion);
      }
      variable.lastIndex = i;
      const match = variable.exec(this.#text);
      if (match !== null) return out.mark(i, match[0].length, role.expansion);
    }
    const isPattern = otherwise === role.bare && (c === '*' || c === '?' || c === '[');
    return out.mark(i, 1, isPattern ? role.pattern : otherwise);
  }

  /** `'…'`, in which a doubled quote is one quote. */
  #single(start: number): number {
    const text = this.#text;
    let i = this.#out.mark(start, 1, role.open);
    for (; i < text.length; i++) {
      if (!singleQuotes.includes(text[i] as string)) {
        this.#out.mark(i, 1, role.quoted);
      } else if (i + 1 < text.length && singleQuotes.includes(text[i + 1] as string)) {
        this.#out.mark(i++, 1, role.escape);
        this.#out.mark(i, 1, role.quoted);
      } else return this.#out.mark(i, 1, role.close);
    }
    return i;
  }

  #separator(i: number, c: string): number {
    const out = this.#out;
    out.endWord(i);
    if (c === '(') {
      this.#frames.push({ isString: false, outer: out.save(), closesWith: role.operator });
    } else if (c === ')' && this.#frames.length > 0) {
      const frame = this.#frames.pop() as Frame;
      if (frame.outer !== undefined) out.restore(frame.outer);
      return out.mark(i, 1, frame.closesWith);
    } else out.startCommand();
    return out.mark(i, 1, role.operator);
  }

  #lineComment(i: number): number {
    const newline = this.#text.indexOf('\n', i);
    return this.#out.mark(i, (newline === -1 ? this.#text.length : newline) - i, role.comment);
  }

  #blockComment(i: number): number {
    this.#out.endWord(i);
    const end = this.#text.indexOf('#>', i + 2);
    return this.#out.mark(i, (end === -1 ? this.#text.length : end + 2) - i, role.comment);
  }

  #isHereString(i: number): boolean {
    const next = this.#text[i + 1] ?? ' ';
    const end = this.#text[i + 2];
    return (end === '\n' || end === '\r') && (next === "'" || next === '"');
  }

  /** `@'` line end … line start `'@`; the double-quoted form counts as one quoted stretch with `$` live. */
  #hereString(start: number): number {
    const text = this.#text;
    const out = this.#out;
    const quote = text[start + 1] as string;
    const close = text.indexOf(`\n${quote}@`, start + 2);
    const end = close === -1 ? text.length : close + 1;
    out.startWord(start);
    let i = out.mark(start, 2, role.open);
    while (i < end) {
      if (quote === '"' && text[i] === '$') {
        variable.lastIndex = i;
        const match = variable.exec(text);
        const length = match?.[0].length ?? (text[i + 1] === '(' ? 2 : 0);
        if (length > 0) {
          i = out.mark(i, Math.min(length, end - i), role.expansion);
          continue;
        }
      }
      i = out.mark(i, 1, role.quoted);
    }
    return out.mark(end, 2, role.close);
  }
}
