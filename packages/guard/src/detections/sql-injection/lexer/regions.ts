import type { SqlCall } from '../../sink-call.ts';
import { rulesOf } from './dialects.ts';
import { Scanner } from './scanner.ts';
import {
  continuation,
  type TokenKind,
  tokenKinds,
  TokenTable,
  unterminated,
} from './token-table.ts';

/** One token of a statement, as a plain object for tests and benches. */
export interface Region {
  readonly kind: keyof typeof tokenKinds;
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly unterminated: boolean;
  readonly continuation: boolean;
}

const names = new Map<TokenKind, Region['kind']>();
for (const [name, kind] of Object.entries(tokenKinds)) names.set(kind, name as Region['kind']);

/** All tokens of `text`, white space left out. Not for the hot path: it makes an object for each. */
export function regionsOf(text: string, dialect: Omit<SqlCall, 'kind' | 'text'>): Region[] {
  const tokens = new TokenTable();
  new Scanner(text, rulesOf(dialect), tokens).scanUntil(text.length);
  return Array.from({ length: tokens.length }, (_, index) => ({
    kind: names.get(tokens.kind(index)) as Region['kind'],
    start: tokens.start(index),
    end: tokens.end(index),
    contentStart: tokens.contentStart(index),
    contentEnd: tokens.contentEnd(index),
    unterminated: tokens.has(index, unterminated),
    continuation: tokens.has(index, continuation),
  }));
}
