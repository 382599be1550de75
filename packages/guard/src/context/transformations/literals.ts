import { shapeOf } from '../shape.ts';

const QUOTED_OR_CONTENT = /"([^"]{2,4096})"|>([^<]{2,4096})</g;
const MAX_LITERALS = 500;

/** The quoted values and element contents of a GraphQL, XML or HTML document. */
export function literalsOf(document: string): { values: readonly string[]; truncated: boolean } {
  const values: string[] = [];
  for (const match of document.matchAll(QUOTED_OR_CONTENT)) {
    const literal = match[1] ?? match[2] ?? '';
    if (shapeOf(literal) === 0) continue;
    if (values.length === MAX_LITERALS) return { values, truncated: true };
    values.push(literal);
  }
  return { values, truncated: false };
}
