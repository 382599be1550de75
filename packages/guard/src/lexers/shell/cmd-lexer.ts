import { role, type Lexed } from './lexed.ts';
import { WordBuilder } from './word-builder.ts';

const variable = /%(?:[A-Za-z_][^%\s&|<>^"]{0,62}%|[0-9*~])/y;

/**
 * Gives each character of a cmd.exe command line its role.
 * Inside double quotes only `%NAME%` stays live; outside, `^` makes the next character literal.
 * Source: Microsoft, "cmd" reference; David Deley, "How Command Line Parameters Are Parsed".
 */
export function lexCmd(text: string): Lexed {
  const out = new WordBuilder(text);
  // `^"` opens a quoted stretch for the program only: cmd's own operators stay live inside it.
  let programQuoted = false;
  let i = 0;
  while (i < text.length) {
    const c = text[i] as string;
    if (c === '"') i = quoted(out, i);
    else if (c === '^') {
      out.startWord(i);
      if (text[i + 1] === '"' && text[i - 1] !== '\\') programQuoted = !programQuoted;
      out.mark(i + 1, 1, role.quoted);
      i = out.mark(i, 1, role.escape) + 1;
    } else if (c === '%') i = percent(out, i, role.bare);
    else if (c === '\n' || '&|()<>'.includes(c)) i = operator(out, i);
    else if ((c === ' ' || c === '\t') && !programQuoted) {
      out.endWord(i++);
    } else {
      out.startWord(i);
      i = out.mark(i, 1, programQuoted ? role.quoted : role.bare);
    }
  }
  out.endWord(text.length);
  return out.finish();
}

function quoted(out: WordBuilder, start: number): number {
  const { text } = out;
  out.startWord(start);
  let i = out.mark(start, 1, role.open);
  while (i < text.length && text[i] !== '"') {
    if (text[i] === '\n') return i;
    i = text[i] === '%' ? percent(out, i, role.quoted) : out.mark(i, 1, role.quoted);
  }
  // A doubled quote inside a quoted stretch is one literal quote to most programs, and to cmd two
  // toggles that leave everything in between quoted.
  if (text[i] === '"' && text[i + 1] === '"') {
    out.mark(i, 1, role.escape);
    out.mark(i + 1, 1, role.quoted);
    return resume(out, i + 2);
  }
  return out.mark(i, 1, role.close);
}

/** Goes on inside the quoted stretch behind a doubled quote. */
function resume(out: WordBuilder, start: number): number {
  const { text } = out;
  let i = start;
  while (i < text.length && text[i] !== '\n') {
    if (text[i] === '"') {
      if (text[i + 1] !== '"') return out.mark(i, 1, role.close);
      out.mark(i, 1, role.escape);
      i = out.mark(i + 1, 1, role.quoted);
    } else i = text[i] === '%' ? percent(out, i, role.quoted) : out.mark(i, 1, role.quoted);
  }
  return i;
}

function percent(out: WordBuilder, start: number, otherwise: number): number {
  variable.lastIndex = start;
  const match = variable.exec(out.text);
  out.startWord(start);
  if (match === null) return out.mark(start, 1, otherwise);
  return out.mark(start, match[0].length, role.expansion);
}

function operator(out: WordBuilder, i: number): number {
  const c = out.text[i] as string;
  out.endWord(i);
  if (c === '<' || c === '>') out.expectsTarget = true;
  else out.startCommand();
  return out.mark(i, 1, role.operator);
}
