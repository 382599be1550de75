import type { LexicalRules } from './rules.ts';

/** PostgreSQL 18's scanner (its manual, section 4.1) with `standard_conforming_strings` on. */
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

/** The same with it off: a backslash escapes in every string, as in `E'…'`. */
export const postgresqlNonstandard: LexicalRules = { ...postgresql, backslashInStrings: true };
