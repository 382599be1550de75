/** Letters of ECMA-262 §12, by UTF-16 code unit. Everything else above ASCII counts as a name's letter. */

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLineTerminator(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}

export function isWhiteSpace(code: number): boolean {
  if (code <= 32) return code === 32 || code === 9 || code === 11 || code === 12;
  if (code < 0xa0) return false;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** True for what may open a name, `\` of a Unicode escape included. */
export function isNameStart(code: number): boolean {
  if (code >= 97 && code <= 122) return true;
  if (code >= 65 && code <= 90) return true;
  if (code === 95 || code === 36 || code === 92) return true;
  return code >= 0x80 && !isWhiteSpace(code) && !isLineTerminator(code);
}

export function isNamePart(code: number): boolean {
  return isDigit(code) || isNameStart(code);
}
