/** A word, a string's content, or a sign of source text. */
export interface Token {
  readonly kind: 'word' | 'string' | 'sign';
  readonly text: string;
  /** Line that it starts on, from 1. */
  readonly line: number;
}

// In order: comments, strings, templates (their `${}` parts are not looked into), words, signs.
const pattern =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`|[\w$]+|[^\s]/g;
const regularExpression = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const wordsBeforeExpression = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'yield',
  'await',
  'else',
]);

/** TypeScript source cut into tokens, comments left out: enough to find imports, no full grammar. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let counted = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    const text = match[0];
    if (text === '/' && startsExpression(tokens.at(-1))) {
      regularExpression.lastIndex = match.index;
      const found = regularExpression.exec(source);
      if (found) pattern.lastIndex = match.index + found[0].length;
      continue;
    }
    if (text.startsWith('//') || text.startsWith('/*')) continue;
    for (; counted < match.index; counted += 1) if (source.charCodeAt(counted) === 10) line += 1;
    tokens.push(tokenOf(text, line));
  }
  return tokens;
}

function tokenOf(text: string, line: number): Token {
  if (/^[\w$]/.test(text)) return { kind: 'word', text, line };
  if (/^['"`]./s.test(text)) return { kind: 'string', text: text.slice(1, -1), line };
  return { kind: 'sign', text, line };
}

function startsExpression(previous: Token | undefined): boolean {
  if (!previous) return true;
  if (previous.kind === 'word') return wordsBeforeExpression.has(previous.text);
  return (
    previous.kind === 'sign' &&
    previous.text !== ')' &&
    previous.text !== ']' &&
    previous.text !== '}'
  );
}
