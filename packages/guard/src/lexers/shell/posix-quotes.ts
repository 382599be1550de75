import { role } from './lexed.ts';
import type { WordBuilder } from './word-builder.ts';

/** `$'…'`: a quoted stretch in which a backslash escapes. Returns the offset behind it. */
export function markAnsiQuoted(out: WordBuilder, i: number): number {
  const { text } = out;
  out.mark(i, 1, role.escape);
  let end = out.mark(i + 1, 1, role.open);
  for (; end < text.length; end++) {
    if (text[end] === "'") return out.mark(end, 1, role.close);
    if (text[end] === '\\') out.mark(end++, 1, role.escape);
    out.mark(end, 1, role.quoted);
  }
  return Math.min(end, text.length);
}

/** A backslash inside double quotes, which escapes a few characters only. */
export function markDoubleEscape(out: WordBuilder, i: number): number {
  const next = out.text[i + 1];
  if (next === '\n') return out.mark(i, 2, role.escape);
  if (next === '"' || next === '\\' || next === '$' || next === '`') {
    out.mark(i + 1, 1, role.quoted);
    return out.mark(i, 1, role.escape) + 1;
  }
  return out.mark(i, 1, role.quoted);
}
