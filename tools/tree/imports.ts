import { type Token, tokensOf } from './tokens.ts';

/** One import, re-export or dynamic import of a module. */
export interface Import {
  readonly specifier: string;
  /** True when it vanishes at run time (`import type`, `export type`). */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** All imports in TypeScript source whose specifier is a plain string. */
export function importsOf(source: string): Import[] {
  const tokens = tokensOf(source);
  const imports: Import[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' || tokens[index - 1]?.text === '.') continue;
    const specifier = specifierAt(tokens, index);
    if (specifier === undefined) continue;
    imports.push({ specifier, typeOnly: isTypeOnly(tokens, index), line: token.line });
  }
  return imports;
}

function specifierAt(tokens: readonly Token[], index: number): string | undefined {
  const keyword = tokens[index]?.text;
  const next = tokens[index + 1];
  if (keyword === 'import') {
    if (next?.kind === 'string') return next.text;
    if (next?.text === '(') return stringAt(tokens, index + 2);
    return specifierAfterFrom(tokens, index + 1);
  }
  if (keyword === 'require' && next?.text === '(') return stringAt(tokens, index + 2);
  const first = next?.text === 'type' ? tokens[index + 2] : next;
  if (keyword !== 'export' || (first?.text !== '{' && first?.text !== '*')) return undefined;
  return specifierAfterFrom(tokens, index + 1);
}

function stringAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  return token?.kind === 'string' ? token.text : undefined;
}

/** What follows `from` in the clause that starts here; a sign that no clause holds ends the search. */
function specifierAfterFrom(tokens: readonly Token[], start: number): string | undefined {
  for (let index = start; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.text === 'from' && tokens[index + 1]?.kind === 'string')
      return tokens[index + 1]?.text;
    if (token?.kind === 'sign' && !'{},*'.includes(token.text)) return undefined;
  }
  return undefined;
}

function isTypeOnly(tokens: readonly Token[], index: number): boolean {
  if (tokens[index + 1]?.text !== 'type') return false;
  const after = tokens[index + 2];
  return after?.text !== ',' && after?.text !== 'from';
}
