/** JavaScript or TypeScript without its comments, and where texts in quotes stand. */
export interface PlainCode {
  /** Comments are made blank: places stay where they are. */
  readonly code: string;
  /** Whether a place is within quotes. What templates (`${…}`) put in counts as within. */
  isQuoted(index: number): boolean;
}

/** Reads quotes and comments alone: fast, and enough for patterns of single lines. */
export function plainCode(text: string): PlainCode {
  const parts: string[] = [];
  const quotes: (readonly [start: number, end: number])[] = [];
  let from = 0;
  const blank = (start: number, end: number): void => {
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]/g, ' '));
    from = end;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '"' || char === "'" || char === '`') {
      const end = endOfText(text, at, char);
      quotes.push([at, end]);
      at = end;
    } else if (char === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      blank(at, end < 0 ? text.length : end);
      at = from - 1;
    } else if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      blank(at, end < 0 ? text.length : end + 2);
      at = from - 1;
    }
  }
  parts.push(text.slice(from));
  return {
    code: parts.join(''),
    isQuoted: (index) => quotes.some(([start, end]) => start < index && index < end),
  };
}

/** Where a text in quotes ends; at the end of its line when its quote is never closed. */
function endOfText(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at;
    else if (text[at] === '\n' && quote !== '`') return at;
  }
  return text.length;
}
