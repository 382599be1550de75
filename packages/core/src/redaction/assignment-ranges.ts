import { maskOf, isWordCode, type SecretRange } from './secret-range.ts';
import { isSensitiveKey } from './sensitive-key.ts';

const maxKeyLength = 64;
const quotes = '"\'`';

/**
 * Values given to a sensitive key inside a text: `password='x'`, `"token": "x"`, `?api_key=x&…`,
 * `secret: x`. A quoted value ends at its quote, a bare one at a blank or separator.
 */
export function assignmentRanges(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if ((code === 61 || code === 58) && isSensitiveKey(keyBefore(text, at))) {
      const range = valueAfter(text, at + 1);
      if (range.end > range.start) ranges.push(range);
      at = Math.max(range.end, at + 1);
    } else {
      at += 1;
    }
  }
  return ranges;
}

function keyBefore(text: string, separator: number): string {
  let end = separator;
  while (end > separator - 3 && isKeyPadding(text[end - 1] ?? '')) end -= 1;
  let start = end;
  while (start > end - maxKeyLength && isKeyCode(text.charCodeAt(start - 1))) start -= 1;
  return text.slice(start, end);
}

function isKeyPadding(character: string): boolean {
  return character === ' ' || (character !== '' && quotes.includes(character));
}

function isKeyCode(code: number): boolean {
  return isWordCode(code) || code === 45;
}

function valueAfter(text: string, from: number): SecretRange {
  let start = from;
  while (start < from + 3 && (text[start] === ' ' || text[start] === '=')) start += 1;
  const quote = text[start] ?? '';
  if (quote !== '' && quotes.includes(quote)) {
    const close = text.indexOf(quote, start + 1);
    const end = close < 0 ? text.length : close;
    return { start: start + 1, end, mask: maskOf('secret', end - start - 1) };
  }
  let end = start;
  while (end < text.length && !' \t\r\n&;,)}]"\''.includes(text[end] ?? '')) end += 1;
  return { start, end, mask: maskOf('secret', end - start) };
}
