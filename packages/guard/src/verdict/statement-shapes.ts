import { createRecentTexts, type RecentTexts } from '../context/recent-texts.ts';
import { rulesOf } from '../detections/sql-injection/lexer/dialects.ts';
import { Scanner } from '../detections/sql-injection/lexer/scanner.ts';
import {
  tokenKinds,
  TokenTable,
  unterminated,
} from '../detections/sql-injection/lexer/token-table.ts';
import type { SqlCall, SqlDialect } from '../detections/sink-call.ts';

const MAX_LENGTH = 4_096;
const shapes = new Map<SqlDialect, RecentTexts>();
const tokens = new TokenTable();

/** True when a statement of the same shape, but for its values, was seen without any attack in it. */
export function isKnownShape(call: SqlCall): boolean {
  return sampleOf(call) !== undefined;
}

/**
 * Tells of pieces of this statement whether they are the app's own: a statement of the same shape that
 * held nothing of anybody had the very same piece. Who sends a piece of the app's own SQL must not have
 * the statements of others refused for it. What this lets pass is bounded by that: a statement like
 * one that passed before, at a stretch that is the same to the letter, values included.
 */
export function ownPiecesOf(call: SqlCall): (piece: string) => boolean {
  const sample = sampleOf(call);
  return (piece) => piece !== '' && sample?.includes(piece) === true;
}

export function rememberShape(call: SqlCall): void {
  const shape = shapeOnce(call);
  if (shape === undefined) return;
  let known = shapes.get(call.dialect);
  if (known === undefined) shapes.set(call.dialect, (known = createRecentTexts()));
  known.add(shape, call.text);
}

/** The first statement of this shape that was remembered. */
function sampleOf(call: SqlCall): string | undefined {
  const known = shapes.get(call.dialect);
  if (known === undefined) return undefined;
  const shape = shapeOnce(call);
  return shape === undefined ? undefined : known.get(shape);
}

let lastCall: SqlCall | undefined;
let lastShape: string | undefined;

/** One call's shape is asked for several times in a row. */
function shapeOnce(call: SqlCall): string | undefined {
  if (call === lastCall) return lastShape;
  if (call.text.length > MAX_LENGTH) return undefined;
  lastShape = shapeOf(call);
  lastCall = call;
  return lastShape;
}

/**
 * The statement with each string as `''`, each number as 0 and each comment as an empty one, as its
 * database divides it; undefined for one that leaves a string, name or comment open, or is too long.
 */
export function shapeOf(call: SqlCall): string | undefined {
  const { text } = call;
  if (text.length > MAX_LENGTH) return undefined;
  new Scanner(text, rulesOf(call), tokens).scanUntil(text.length);
  const parts: string[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens.has(index, unterminated)) return undefined;
    parts.push(shapeOfToken(text, index));
  }
  return parts.join(' ');
}

function shapeOfToken(text: string, index: number): string {
  switch (tokens.kind(index)) {
    case tokenKinds.string:
      return "''";
    case tokenKinds.number:
      return '0';
    case tokenKinds.comment:
      return isMark(index) ? text.slice(tokens.start(index), tokens.end(index)) : '/**/';
    default:
      return text.slice(tokens.start(index), tokens.end(index));
  }
}

/** The marks of an executable comment have no content: what stands between them is code. */
function isMark(index: number): boolean {
  return tokens.contentStart(index) === tokens.start(index);
}
