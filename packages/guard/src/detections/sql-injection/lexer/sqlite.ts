import type { LexicalRules } from './rules.ts';

/** SQLite 3 (its tokenizer's documented behaviour: lang_expr.html, lang_comment.html). */
export const sqlite: LexicalRules = {
  doubleQuote: 'name',
  backslashInStrings: false,
  escapeStrings: false,
  dollarQuotes: false,
  joinsStringsOverLines: false,
  backquoteNames: true,
  bracketNames: 'plain',
  nestedComments: false,
  executableComments: false,
  hashComments: false,
  dashCommentNeedsSpace: false,
  carriageReturnEndsComment: false,
  stringPrefixes: '',
  bitStringPrefixes: 'x',
  unicodePrefix: false,
  digitsStartWords: false,
  variableMarks: '@:$#',
  variableSuffix: true,
  wordMarks: '$',
  operatorMarks: '!&|+-*/%<>=?~',
};
