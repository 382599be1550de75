import type { Pattern } from './condition.ts';

/** What LIKE takes for a pattern: its own marks in a text are texts. */
export function likeOf(pattern: Pattern): string {
  return pattern.map((piece) => piece.replaceAll(/[\\%_]/g, String.raw`\$&`)).join('%');
}

/** The same within a text of JSON, where marks and control characters are escaped. */
export function likeInJson(pattern: Pattern): string {
  // What storing has replaced stands there as its escape.
  const pieces = pattern.flatMap((piece) => piece.split('\ufffd'));
  return likeOf(pieces.map((piece) => JSON.stringify(piece).slice(1, -1)));
}

/** The same question, asked of a text here. */
export function isLike(text: string, pattern: Pattern): boolean {
  const [first = '', ...others] = pattern;
  if (others.length === 0) return text === first;
  const last = others.pop() ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length && text.endsWith(last);
}
