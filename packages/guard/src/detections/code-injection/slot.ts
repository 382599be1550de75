import { previousSolid } from './expression.ts';
import { type Tokens, tokenKind } from './lexer/tokens.ts';

const openers = '([,;{}:=';
const closers = ')],;}:';

/**
 * True when the tokens from `from` to `to` (inclusive) are all of an expression: an operator before
 * or after them would make them part of a larger one, where a name and an operator change its result.
 */
export function fillsSlot(tokens: Tokens, source: string, from: number, to: number): boolean {
  return (
    opensSlot(tokens, source, previousSolid(tokens, from)) && closesSlot(tokens, source, to + 1)
  );
}

function opensSlot(tokens: Tokens, source: string, before: number): boolean {
  if (before < 0) return true;
  const text = source.slice(tokens.starts[before], tokens.ends[before]);
  if (tokens.kinds[before] === tokenKind.keyword) return text === 'return';
  if (tokens.kinds[before] === tokenKind.template) return text.endsWith('${');
  if (text === '=>') return true;
  if (text.length !== 1 || !openers.includes(text)) return false;
  return text !== '=' || !isComparison(source, tokens.starts[before]!);
}

function closesSlot(tokens: Tokens, source: string, next: number): boolean {
  let after = next;
  while (tokens.kinds[after] === tokenKind.comment) after++;
  if (after >= tokens.kinds.length) return true;
  return closers.includes(source[tokens.starts[after]!]!);
}

/** `==`, `!=`, `<=` and `>=` end in the sign that also assigns. */
function isComparison(source: string, at: number): boolean {
  const before = source[at - 1];
  return before === '=' || before === '!' || before === '<' || before === '>';
}
