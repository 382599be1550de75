import { role, type Lexed } from './lexed.ts';

/** Which substitutions a language makes inside its double quotes. */
export type CodeLanguage = 'javascript' | 'python' | 'interpolating';

/**
 * Tells literals from code in a one-line program given to an interpreter (`node -e`, `python -c`).
 * A coarse reading that serves C-like languages: quotes with backslash escapes, everything else code.
 */
export function lexCode(text: string, language: CodeLanguage): Lexed {
  const roles = new Uint8Array(text.length);
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (quote === '') {
      roles[i] = outsideRole(c);
      if (roles[i] === role.open) quote = c;
    } else if (c === '\\') {
      roles[i] = role.escape;
      roles[++i] = role.quoted;
    } else if (c === quote || (c === '\n' && quote !== '`')) {
      roles[i] = c === quote ? role.close : role.operator;
      quote = '';
    } else roles[i] = insideRole(text, i, quote, language);
  }
  return { text, roles, words: [], commands: [], inputs: [] };
}

function outsideRole(c: string): number {
  if (c === "'" || c === '"' || c === '`') return role.open;
  if (c === ' ' || c === '\t') return role.blank;
  return /[\w.-]/.test(c) || c > '\u007F' ? role.bare : role.operator;
}

function insideRole(text: string, i: number, quote: string, language: CodeLanguage): number {
  const c = text[i];
  const next = text[i + 1] ?? ' ';
  if (language === 'javascript') {
    return quote === '`' && c === '$' && next === '{' ? role.expansion : role.quoted;
  }
  if (language === 'python' || quote === "'") return role.quoted;
  const interpolates =
    ((c === '$' || c === '@') && /[\w{]/.test(next)) || (c === '#' && next === '{');
  return interpolates ? role.expansion : role.quoted;
}
