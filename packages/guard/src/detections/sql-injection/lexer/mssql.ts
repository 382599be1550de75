import type { LexicalRules } from './rules.ts';

/** Transact-SQL with QUOTED_IDENTIFIER on, as every current driver sets it. */
export const mssql: LexicalRules = {
  doubleQuote: 'name',
  backslashInStrings: false,
  escapeStrings: false,
  dollarQuotes: false,
  joinsStringsOverLines: false,
  backquoteNames: false,
  bracketNames: 'doubled',
  nestedComments: true,
  executableComments: false,
  hashComments: false,
  dashCommentNeedsSpace: false,
  carriageReturnEndsComment: false,
  stringPrefixes: 'n',
  bitStringPrefixes: '',
  unicodePrefix: false,
  digitsStartWords: false,
  variableMarks: '@#',
  variableSuffix: false,
  wordMarks: '@#$',
  operatorMarks: '!&|^+-*/%<>=:?~$\\`',
};
