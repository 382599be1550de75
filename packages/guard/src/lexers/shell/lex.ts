import { lexCmd } from './cmd-lexer.ts';
import { lexCode, type CodeLanguage } from './code-lexer.ts';
import type { Lexed } from './lexed.ts';
import { lexPosix } from './posix-lexer.ts';
import { lexPowershell } from './powershell-lexer.ts';

/** What reads a piece of command text. */
export type Language = 'posix' | 'cmd' | 'powershell' | CodeLanguage;

/** Gives each character of `text` the role it has for its reader. Never throws, one pass. */
export function lex(text: string, language: Language): Lexed {
  switch (language) {
    case 'posix':
      return lexPosix(text);
    case 'cmd':
      return lexCmd(text);
    case 'powershell':
      return lexPowershell(text);
    default:
      return lexCode(text, language);
  }
}
