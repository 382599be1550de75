import { BraceLists } from './brace-lists.ts';
import { CommandInputs } from './command-inputs.ts';
import { role, type Lexed } from './lexed.ts';
import { markAnsiQuoted, markDoubleEscape } from './posix-quotes.ts';
import { isDigit, isNameStart, nameEnd, standsOutside } from './posix-words.ts';
import { WordBuilder, type CommandState } from './word-builder.ts';

type FrameKind = 'double' | 'subshell' | 'substitution' | 'backquote' | 'parameter' | 'arithmetic';

interface Frame {
  readonly kind: FrameKind;
  /** Set for the kinds that hold commands. */
  readonly outer: CommandState | undefined;
  /** Open parentheses inside an arithmetic expansion. */
  depth: number;
}

/**
 * Gives each character of a POSIX shell command its role, as `sh` and `bash` would read it.
 * One pass, no recursion, never throws; unterminated quotes run to the end.
 * Source: POSIX.1-2024, Shell Command Language, 2.2 to 2.7; bash manual for `$'…'` and braces.
 */
export function lexPosix(text: string): Lexed {
  return new PosixLexer(text).run();
}

class PosixLexer {
  readonly #text: string;
  readonly #out: WordBuilder;
  readonly #roles: Uint8Array;
  readonly #frames: Frame[] = [];
  readonly #inputs: CommandInputs;
  /** Index in `#frames` of the live backquote: only one can be, inner ones must be escaped. */
  #backquote = -1;
  readonly #braces: BraceLists;

  constructor(text: string) {
    this.#text = text;
    this.#out = new WordBuilder(text);
    this.#roles = this.#out.roles;
    this.#braces = new BraceLists(text, this.#roles);
    this.#inputs = new CommandInputs(this.#out);
  }

  run(): Lexed {
    const { length } = this.#text;
    let i = 0;
    while (i < length) {
      const kind = this.#frames.at(-1)?.kind;
      if (kind === 'double') i = this.#inDouble(i);
      else if (kind === 'parameter') i = this.#inParameter(i);
      else if (kind === 'arithmetic') i = this.#inArithmetic(i);
      else i = this.#inCommand(i);
    }
    this.#endWord(length);
    return this.#out.finish();
  }

  #inCommand(i: number): number {
    const out = this.#out;
    switch (this.#text[i]) {
      case ' ':
      case '\t':
        this.#endWord(i);
        return i + 1;
      case '\n':
        return this.#newline(i);
      case ';':
      case '&':
      case '|':
        this.#endWord(i);
        out.startCommand();
        return out.mark(i, 1, role.operator);
      case '(':
        this.#endWord(i);
        this.#push('subshell');
        return out.mark(i, 1, role.operator);
      case ')':
        return this.#closeParenthesis(i);
      case '<':
      case '>':
        return this.#redirection(i);
      case '#':
        return out.word === undefined ? this.#comment(i) : this.#inWord(i);
      default:
        return this.#inWord(i);
    }
  }

  #inWord(i: number): number {
    const out = this.#out;
    const text = this.#text;
    const c = text[i];
    if (c === '\\' && text[i + 1] === '\n') return out.mark(i, 2, role.escape);
    const starts = out.word === undefined;
    if (starts) this.#braces.startWord();
    if (c === '`' && this.#backquote >= 0) return this.#backquoteAt(i);
    out.startWord(i);
    switch (c) {
      case "'":
        return out.markQuoted(i, text.indexOf("'", i + 1));
      case '"':
        this.#push('double');
        return out.mark(i, 1, role.open);
      case '\\':
        // At the very end there is nothing to escape, and it stays.
        if (i + 1 === text.length) return out.mark(i, 1, role.bare);
        out.mark(i + 1, 1, role.quoted);
        return out.mark(i, 1, role.escape) + 1;
      case '$':
        return this.#dollar(i, role.bare);
      case '`':
        return this.#backquoteAt(i);
      case '*':
      case '?':
      case '[':
        return out.mark(i, 1, role.pattern);
      case '~':
        return out.mark(i, 1, starts ? role.pattern : role.bare);
      default:
        if (this.#braces.take(i)) return i + 1;
        return out.mark(i, 1, role.bare);
    }
  }

  #inDouble(i: number): number {
    const text = this.#text;
    switch (text[i]) {
      case '"':
        this.#frames.pop();
        return this.#out.mark(i, 1, role.close);
      case '\\':
        return markDoubleEscape(this.#out, i);
      case '$':
        return this.#dollar(i, role.quoted);
      case '`':
        return this.#backquoteAt(i);
      default:
        return this.#out.mark(i, 1, role.quoted);
    }
  }

  #inParameter(i: number): number {
    const out = this.#out;
    const text = this.#text;
    switch (text[i]) {
      case '}':
        this.#frames.pop();
        return out.mark(i, 1, role.expansion);
      case '\\':
        return out.mark(i, 2, role.expansion);
      case "'":
        // Inside double quotes an apostrophe in `${…}` is an ordinary character.
        if (this.#frames.at(-2)?.kind === 'double') return out.mark(i, 1, role.expansion);
        return out.markQuoted(i, text.indexOf("'", i + 1));
      case '"':
        this.#push('double');
        return out.mark(i, 1, role.open);
      case '$':
        return this.#dollar(i, role.expansion);
      case '`':
        return this.#backquoteAt(i);
      default:
        return out.mark(i, 1, role.expansion);
    }
  }

  #inArithmetic(i: number): number {
    const frame = this.#frames.at(-1) as Frame;
    switch (this.#text[i]) {
      case '(':
        frame.depth++;
        break;
      case ')':
        if (frame.depth > 0) frame.depth--;
        else {
          this.#frames.pop();
          return this.#out.mark(i, this.#text[i + 1] === ')' ? 2 : 1, role.expansion);
        }
        break;
      case '$':
        return this.#dollar(i, role.bare);
      case '`':
        return this.#backquoteAt(i);
      case '[':
        // An array subscript is evaluated, commands in it are run.
        return this.#out.mark(i, 1, role.pattern);
    }
    return this.#out.mark(i, 1, role.bare);
  }

  #dollar(i: number, otherwise: number): number {
    const text = this.#text;
    const out = this.#out;
    const next = text[i + 1];
    if (next === '(') {
      const arithmetic = text[i + 2] === '(';
      this.#push(arithmetic ? 'arithmetic' : 'substitution');
      return out.mark(i, arithmetic ? 3 : 2, role.expansion);
    }
    if (next === '{') {
      this.#push('parameter');
      return out.mark(i, 2, role.expansion);
    }
    if (next === undefined) return out.mark(i, 1, otherwise);
    if (otherwise === role.bare && next === "'") return markAnsiQuoted(out, i);
    if (otherwise === role.bare && next === '"') return out.mark(i, 1, role.escape);
    if (isDigit(next.charCodeAt(0)) || '@*#?-$!'.includes(next)) {
      return out.mark(i, 2, role.expansion);
    }
    if (!isNameStart(next.charCodeAt(0))) return out.mark(i, 1, otherwise);
    return out.mark(i, nameEnd(text, i + 1) - i, role.expansion);
  }

  #backquoteAt(i: number): number {
    if (this.#backquote < 0) {
      this.#backquote = this.#frames.length;
      this.#push('backquote');
    } else {
      // The shell looks for the end before it looks at quotes, so this one always ends it.
      this.#endWord(i);
      const frame = this.#frames[this.#backquote] as Frame;
      this.#frames.length = this.#backquote;
      this.#backquote = -1;
      this.#out.restore(frame.outer as CommandState);
    }
    return this.#out.mark(i, 1, role.expansion);
  }

  #closeParenthesis(i: number): number {
    this.#endWord(i);
    const frame = this.#frames.at(-1);
    if (frame?.kind !== 'subshell' && frame?.kind !== 'substitution') {
      this.#out.startCommand();
      return this.#out.mark(i, 1, role.operator);
    }
    this.#frames.pop();
    this.#out.restore(frame.outer as CommandState);
    return this.#out.mark(i, 1, frame.kind === 'substitution' ? role.expansion : role.operator);
  }

  #redirection(i: number): number {
    const text = this.#text;
    const { word } = this.#out;
    // A number that touches the operator names the file descriptor.
    if (word && i - word.start < 4 && /^\d+$/.test(text.slice(word.start, i))) {
      this.#out.endWord(i, 'keyword');
    } else this.#endWord(i);
    let end = i + this.#inputs.operatorAt(i);
    if (end === i) {
      end++;
      while (end < i + 3 && end < text.length && '<>&|'.includes(text[end] as string)) end++;
    }
    this.#out.expectsTarget = text[end] !== '(';
    return this.#out.mark(i, end - i, role.operator);
  }

  #comment(i: number): number {
    const newline = this.#text.indexOf('\n', i);
    return this.#out.mark(i, (newline === -1 ? this.#text.length : newline) - i, role.comment);
  }

  #newline(i: number): number {
    this.#endWord(i);
    this.#out.startCommand();
    return this.#inputs.readBodies(this.#out.mark(i, 1, role.operator));
  }

  #push(kind: FrameKind): void {
    const holdsCommands = kind !== 'double' && kind !== 'parameter' && kind !== 'arithmetic';
    this.#frames.push({ kind, outer: holdsCommands ? this.#out.save() : undefined, depth: 0 });
  }

  #endWord(end: number): void {
    const out = this.#out;
    const { word } = out;
    if (word === undefined) return;
    if (word.position === 'program') {
      out.endWord(end, standsOutside(this.#text, word.start, end));
      return;
    }
    out.endWord(end);
    if (word.position === 'target') this.#inputs.takeTarget(word, end);
  }
}
