export const maxQueryCharacters = 1_000;
export const maxQueryTokens = 150;

export type Token = {
  readonly kind: 'word' | 'quoted' | 'colon' | 'minus' | 'open' | 'close';
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

/** A query that cannot be read, and the place of what is wrong in it (UTF-16 offsets). */
export class QueryError extends Error {
  readonly start: number;
  readonly end: number;
  constructor(message: string, start: number, end: number) {
    super(message);
    this.name = 'QueryError';
    this.start = start;
    this.end = end;
  }
}

const marks = new Map<string, Token['kind']>([
  ['(', 'open'],
  [')', 'close'],
]);

function endOfQuoted(query: string, start: number): number {
  for (let at = start + 1; at < query.length; at++) {
    if (query[at] === '\\') at++;
    else if (query[at] === '"') return at + 1;
  }
  throw new QueryError('This quotation mark is never closed.', start, query.length);
}

function endOfWord(query: string, start: number, stopAtColon: boolean): number {
  let at = start;
  while (at < query.length && !/[\s()"]/.test(query[at] ?? '')) {
    if (stopAtColon && query[at] === ':') break;
    at++;
  }
  return at;
}

function readToken(query: string, start: number, before: Token | undefined): Token {
  const first = query[start] ?? '';
  const mark = marks.get(first);
  if (mark !== undefined) return { kind: mark, text: first, start, end: start + 1 };
  const isValue = before?.kind === 'colon' && before.end === start;
  if (first === '"') {
    const end = endOfQuoted(query, start);
    const text = query.slice(start + 1, end - 1).replaceAll(/\\(.)/gs, '$1');
    return { kind: 'quoted', text, start, end };
  }
  if (first === '-' && !isValue) return { kind: 'minus', text: first, start, end: start + 1 };
  if (first === ':' && !isValue) return { kind: 'colon', text: first, start, end: start + 1 };
  // A value keeps its colons: IPv6 addresses and times have them.
  const end = endOfWord(query, start, !isValue);
  return { kind: 'word', text: query.slice(start, end), start, end };
}

/** Cuts a query of the event explorer into tokens, in one pass over at most 1,000 characters. */
export function tokenize(query: string): Token[] {
  if (query.length > maxQueryCharacters) {
    const message = `A query has at most ${maxQueryCharacters} characters.`;
    throw new QueryError(message, maxQueryCharacters, query.length);
  }
  const tokens: Token[] = [];
  for (let at = 0; at < query.length;) {
    if (/\s/.test(query[at] ?? '')) {
      at++;
      continue;
    }
    const token = readToken(query, at, tokens.at(-1));
    if (tokens.length === maxQueryTokens) {
      throw new QueryError('This query has too many parts.', token.start, query.length);
    }
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}
