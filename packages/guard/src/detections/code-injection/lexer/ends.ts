import { isDigit, isLineTerminator, isNamePart, isNameStart } from './characters.ts';

/** Offset after the number that begins at `start` (ECMA-262 §12.9.3). */
export function endOfNumber(source: string, start: number): number {
  const radix = source.charCodeAt(start + 1) | 32;
  if (source.charCodeAt(start) === 48 && (radix === 120 || radix === 111 || radix === 98)) {
    let at = start + 2;
    while (isDigit(source.charCodeAt(at)) || isNameStart(source.charCodeAt(at))) at++;
    return at;
  }
  let at = endOfDigits(source, start);
  if (source.charCodeAt(at) === 46) at = endOfDigits(source, at + 1);
  at = endOfExponent(source, at);
  return source.charCodeAt(at) === 110 ? at + 1 : at;
}

function endOfDigits(source: string, start: number): number {
  let at = start;
  while (isDigit(source.charCodeAt(at)) || source.charCodeAt(at) === 95) at++;
  return at;
}

function endOfExponent(source: string, start: number): number {
  if ((source.charCodeAt(start) | 32) !== 101) return start;
  const sign = source.charCodeAt(start + 1);
  const digits = start + (sign === 43 || sign === 45 ? 2 : 1);
  return isDigit(source.charCodeAt(digits)) ? endOfDigits(source, digits) : start;
}

/** Steps over the `u{…}` of a Unicode escape, whose braces are no brackets. */
export function endOfEscape(source: string, start: number): number {
  if (source.charCodeAt(start) !== 117 || source.charCodeAt(start + 1) !== 123) return start;
  let at = start + 2;
  while (isNamePart(source.charCodeAt(at))) at++;
  return source.charCodeAt(at) === 125 ? at + 1 : at;
}

/** Offset of the `/` that ends a regular expression's body, or of the line's end when none does. */
export function endOfPattern(source: string, start: number): number {
  let inClass = false;
  let at = start;
  for (; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (isLineTerminator(code) || (code === 47 && !inClass)) return at;
    if (code === 92) at += isLineTerminator(source.charCodeAt(at + 1)) ? 0 : 1;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
  }
  return source.length;
}
