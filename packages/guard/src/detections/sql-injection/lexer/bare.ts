/** True for the code unit of `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** True when [from, to) holds digits and `_` only. */
export function isPlain(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (!isDigit(code) && code !== 95) return false;
  }
  return true;
}

const numberPattern =
  /0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:[0-9][0-9_]*(?:\.[0-9][0-9_]*)?|\.[0-9][0-9_]*)(?:\.?[eE][+-]?[0-9][0-9_]*)?/y;

/** The end of the number that begins at `at` with a digit, or with a dot before one. */
export function numberEnd(text: string, at: number): number {
  numberPattern.lastIndex = at;
  return numberPattern.test(text) ? numberPattern.lastIndex : at + 1;
}

/** The length of a mark that opens an executable comment at `at`; 0 when none does. */
export function executableMark(text: string, at: number): number {
  let end = at + 2;
  if (text.charCodeAt(end) === 77) end += 1;
  if (text.charCodeAt(end) !== 33) return 0;
  end += 1;
  for (let digits = 0; digits < 6 && isDigit(text.charCodeAt(end)); digits += 1) end += 1;
  return end - at;
}

/** The end of `(…)` after a variable: up to its bracket, or to white space. */
export function suffixEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 41) return at + 1;
    if (code === 32 || (code >= 9 && code <= 13)) return at;
  }
  return text.length;
}
