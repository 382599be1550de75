import { NON_WORD, shapeOf, STRUCTURAL } from '../shape.ts';

const DELIMITERS = [',', ';', '|', '\n', ':', '&'] as const;
const MAX_PIECES = 32;
/** Shorter pieces stand in any text by chance. */
const MIN_LENGTH = 4;

/** The pieces that an app gets by splitting a value at one of the usual delimiters. */
export function piecesOf(value: string): readonly string[] {
  const pieces: string[] = [];
  for (const delimiter of DELIMITERS) {
    if (!value.includes(delimiter)) continue;
    for (const piece of value.split(delimiter, MAX_PIECES)) {
      const trimmed = piece.trim();
      if (trimmed.length >= MIN_LENGTH && (shapeOf(trimmed) & STRUCTURAL) !== 0) {
        pieces.push(trimmed);
      }
    }
  }
  return pieces;
}

const MARKUP = /[<{]/;
const QUOTED_OR_CONTENT = /"([^"]{2,4096})"|>([^<]{2,4096})</g;
const MAX_LITERALS = 500;

/** The quoted values and element contents of a GraphQL, XML or HTML document. */
export function literalsOf(document: string): { values: readonly string[]; truncated: boolean } {
  const values: string[] = [];
  if (!MARKUP.test(document)) return { values, truncated: false };
  for (const match of document.matchAll(QUOTED_OR_CONTENT)) {
    const literal = match[1] ?? match[2] ?? '';
    if ((shapeOf(literal) & NON_WORD) === 0) continue;
    if (values.length === MAX_LITERALS) return { values, truncated: true };
    values.push(literal);
  }
  return { values, truncated: false };
}
