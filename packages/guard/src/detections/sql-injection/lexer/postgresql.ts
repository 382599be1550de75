import type { LexicalRules } from './rules.ts';

/** PostgreSQL 18's scanner with `standard_conforming_strings` on (its manual, section 4.1). */
export const postgresql: LexicalRules = {
  doubleQuote: 'name',
  backslashInStrings: false,
  escapeStrings: true,
  dollarQuotes: true,
  joinsStringsOverLines: true,
  backquoteNames: false,
  bracketNames: 'no',
  nestedComments: true,
  executableComments: false,
  hashComments: false,
  dashCommentNeedsSpace: false,
  carriageReturnEndsComment: true,
  stringPrefixes: '',
  bitStringPrefixes: 'bx',
  unicodePrefix: true,
  digitsStartWords: false,
  variableMarks: '',
  variableSuffix: false,
  wordMarks: '$',
  operatorMarks: '~!@#^&|`?+-*/%<>=:',
};
