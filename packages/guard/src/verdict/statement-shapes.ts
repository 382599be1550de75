import { type CleanCache, createCleanCache } from '../context/clean-cache.ts';
import type { SqlCall, SqlDialect } from '../detections/sink-call.ts';

const MAX_LENGTH = 4096;
const shapes = new Map<SqlDialect, CleanCache>();

/**
 * True when a statement of the same shape, but for its values, was seen without any attack in it.
 * Who sends a piece of the app's own SQL must not have the statements of others refused for it.
 */
export function isKnownShape(call: SqlCall): boolean {
  const shape = shapeOf(call.text);
  return shape !== undefined && shapes.get(call.dialect)?.has(shape) === true;
}

export function rememberShape({ text, dialect }: SqlCall): void {
  const shape = shapeOf(text);
  if (shape === undefined) return;
  let known = shapes.get(dialect);
  if (known === undefined) shapes.set(dialect, (known = createCleanCache()));
  known.add(shape);
}

/** What dialects read in different ways: escapes, comments, dollar quotes. Such texts have no shape. */
const AMBIGUOUS = /[\\#$]|--|\/\*|\*\//;

/**
 * The statement with each quoted value as `''` and each number as 0; undefined where a reader of
 * another dialect could find other values.
 */
export function shapeOf(text: string): string | undefined {
  if (text.length > MAX_LENGTH || AMBIGUOUS.test(text)) return undefined;
  // Names are quoted in one way only, so that pairs can be counted.
  if (Number(text.includes('"')) + Number(text.includes('`')) + Number(/[[\]]/.test(text)) > 1) {
    return undefined;
  }
  const parts = text.split("'");
  // An even number of quotes leaves an odd number of parts: code, value, code, …
  if (parts.length % 2 === 0) return undefined;
  let shape = '';
  for (let i = 0; i < parts.length; i += 2) {
    const code = parts[i] as string;
    if (endsInsideName(code)) return undefined;
    // Nothing between two values is a doubled quote: one value.
    if (i > 0 && !(code === '' && i < parts.length - 1)) shape += "''";
    shape += code.replaceAll(/\d+/g, '0');
  }
  return shape;
}

/** A quote within a quoted name, or one of MySQL's "values", would be taken for a value's. */
function endsInsideName(code: string): boolean {
  return (
    count(code, '"') % 2 !== 0 ||
    count(code, '`') % 2 !== 0 ||
    count(code, '[') !== count(code, ']')
  );
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}
