import { attack, type Judgement, type Stretch } from './judgement.ts';
import { backslashEscapes, tokenKinds, unterminated } from './lexer/token-table.ts';
import type { Statement } from './statement.ts';

/** True when the whole stretch is content of one literal, quoted name or comment. */
export function isInside(statement: Statement, token: number, { start, end }: Stretch): boolean {
  const { tokens } = statement;
  const kind = tokens.kind(token);
  if (kind !== tokenKinds.string && kind !== tokenKinds.name && kind !== tokenKinds.comment)
    return false;
  return start >= tokens.contentStart(token) && end <= tokens.contentEnd(token);
}

/** Judges a stretch inside one token: it may still take the token's closing delimiter with it. */
export function judgeInside(
  statement: Statement,
  token: number,
  stretch: Stretch,
): Judgement | undefined {
  const { tokens, text } = statement;
  if (tokens.kind(token) === tokenKinds.comment) return judgeInComment(statement, token, stretch);
  const split = splitEscape(statement, token, stretch.end);
  // A match of the doubled form may be the input's own quote with the delimiter behind it.
  const endsInQuote = isDelimiter(text, stretch.end - 1, tokens.contentStart(token));
  if (split === 'none' && !endsInQuote) return undefined;
  const swallows =
    split === 'backslash' &&
    isDelimiter(text, stretch.end, tokens.contentStart(token)) &&
    !stretch.isPart &&
    !isOnly(text, '\\', stretch);
  // A quote that ends an input looks alike escaped and unescaped; only the unescaped one takes the
  // delimiter along, and then the statement ends inside a literal.
  if (!swallows && statement.balanced) return undefined;
  return attack(
    stretch.end - 1,
    tokens.end(token),
    split === 'backslash'
      ? 'The input ends in a backslash that takes away the closing quote after it.'
      : 'The input ends in a quote that takes away the closing quote after it.',
  );
}

function judgeInComment(
  { text, tokens }: Statement,
  token: number,
  { start, end }: Stretch,
): Judgement | undefined {
  if (!tokens.has(token, unterminated)) return undefined;
  const opening = text.indexOf('/*', start);
  if (opening === -1 || opening + 2 > end) return undefined;
  return attack(opening, tokens.end(token), 'The input opens a comment that hides the rest.');
}

/** Which escape has its first character before `offset` and its second one at it. */
function splitEscape(
  statement: Statement,
  token: number,
  offset: number,
): 'none' | 'backslash' | 'quote' {
  const { tokens, text } = statement;
  const from = tokens.contentStart(token);
  if (offset <= from || offset >= tokens.contentEnd(token)) return 'none';
  const escaping = tokens.has(token, backslashEscapes);
  if (escaping && runBefore(statement, '\\', offset, from) % 2 === 1) return 'backslash';
  const delimiter = text.charAt(offset);
  if (!isDelimiter(text, offset, from)) return 'none';
  let run = runBefore(statement, delimiter, offset, from);
  if (escaping && run > 0 && runBefore(statement, '\\', offset - run, from) % 2 === 1) run -= 1;
  return run % 2 === 1 ? 'quote' : 'none';
}

function isDelimiter(text: string, offset: number, contentStart: number): boolean {
  const character = text[offset];
  const opening = text[contentStart - 1];
  if (character !== opening) return character === ']' && opening === '[';
  return character === "'" || character === '"' || character === '`';
}

/** How many of `character` stand right before `offset`, looking back no further than `from`. */
function runBefore(statement: Statement, character: string, offset: number, from: number): number {
  let at = offset;
  while (at > from && statement.text[at - 1] === character && statement.spend(1)) at -= 1;
  return offset - at;
}

function isOnly(text: string, character: string, { start, end }: Stretch): boolean {
  for (let at = start; at < end; at += 1) if (text[at] !== character) return false;
  return true;
}
