import type { LexicalRules } from './rules.ts';

/**
 * MySQL 8 and MariaDB 11 (MySQL manual, sections 11.1, 11.2 and 11.7): `ansiQuotes` and
 * `noBackslashEscapes` are the sql_mode settings that move the bounds of strings.
 */
export function mysql(ansiQuotes: boolean, noBackslashEscapes: boolean): LexicalRules {
  return {
    doubleQuote: ansiQuotes ? 'name' : 'string',
    backslashInStrings: !noBackslashEscapes,
    escapeStrings: false,
    dollarQuotes: false,
    joinsStringsOverLines: false,
    backquoteNames: true,
    bracketNames: 'no',
    nestedComments: false,
    executableComments: true,
    hashComments: true,
    dashCommentNeedsSpace: true,
    carriageReturnEndsComment: false,
    stringPrefixes: 'n',
    bitStringPrefixes: 'xb',
    unicodePrefix: false,
    digitsStartWords: true,
    variableMarks: '@',
    variableSuffix: false,
    wordMarks: '$',
    operatorMarks: '!&|^+-*/%<>=:?~',
  };
}
