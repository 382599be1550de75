const quoteless = -1;

/**
 * Where the closing delimiter of a doubled-delimiter token stands, from `from` on; -1 without one.
 * `''` inside is a quote in the content.
 */
export function closeOfDoubled(text: string, from: number, delimiter: string): number {
  let at = text.indexOf(delimiter, from);
  while (at !== -1) {
    if (text[at + 1] !== delimiter) return at;
    at = text.indexOf(delimiter, at + 2);
  }
  return quoteless;
}

/** The same where a backslash takes the next character with it. */
export function closeOfBackslashed(text: string, from: number, delimiter: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === delimiter) {
      if (text.charCodeAt(at + 1) !== delimiter) return at;
      at += 1;
    }
  }
  return quoteless;
}

/** How a quote comes into a string; `nothing`: `x'…'` and `b'…'` end at their first quote. */
export type QuoteEscape = 'doubling' | 'backslash' | 'nothing';

/** Where a string's closing quote stands, from `from` on; -1 without one. */
export function closeOfString(text: string, from: number, escape: QuoteEscape): number {
  if (escape === 'backslash') return closeOfBackslashed(text, from, 39);
  return escape === 'doubling' ? closeOfDoubled(text, from, "'") : text.indexOf("'", from);
}

/** Where the `*` of the block comment's closing mark stands, `from` being after its opening. */
export function closeOfComment(text: string, from: number, nested: boolean): number {
  if (!nested) return text.indexOf('*/', from);
  let depth = 1;
  let at = from;
  for (;;) {
    const close = text.indexOf('*/', at);
    if (close === -1) return quoteless;
    const deeper = nestedOpenings(text, at, close);
    depth += deeper.count;
    if (deeper.resume > close) {
      at = deeper.resume;
      continue;
    }
    depth -= 1;
    if (depth === 0) return close;
    at = close + 2;
  }
}

/** Openings in [from, close); `/*` whose star is also the closing's star opens, as in PostgreSQL. */
function nestedOpenings(
  text: string,
  from: number,
  close: number,
): { count: number; resume: number } {
  let count = 0;
  let at = from;
  while (at < close) {
    if (text.charCodeAt(at) === 47 && text.charCodeAt(at + 1) === 42) {
      count += 1;
      at += 2;
    } else at += 1;
  }
  return { count, resume: at };
}

/** The tag of a dollar quote that opens at `at`, dollars included; empty when none does. */
export function dollarTag(text: string, at: number): string {
  let end = at + 1;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 36) return text.slice(at, end + 1);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (letter || code === 95 || code >= 128) continue;
    if (code >= 48 && code <= 57 && end > at + 1) continue;
    return '';
  }
  return '';
}

/**
 * Where the quote of a continued string stands, when after `from` come white space and `--`
 * comments with a line end before them, and then a quote; -1 otherwise.
 */
export function continuedQuote(text: string, from: number): number {
  let lineEnded = false;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) lineEnded = true;
    else if (code === 39) return lineEnded ? at : quoteless;
    else if (code === 45 && text.charCodeAt(at + 1) === 45) {
      at = lineEnd(text, at, true) - 1;
    } else if (code !== 32 && code !== 9 && code !== 11 && code !== 12) return quoteless;
  }
  return quoteless;
}

/** Where the line that holds `from` ends: the offset of its line end, or the text's length. */
export function lineEnd(text: string, from: number, carriageReturnToo: boolean): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (carriageReturnToo && code === 13)) return at;
  }
  return text.length;
}
