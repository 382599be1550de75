/** How one dialect's text divides into tokens; the scanner reads nothing else of a dialect. */
export interface LexicalRules {
  readonly doubleQuote: 'string' | 'name';
  /** A backslash escapes in plain strings. */
  readonly backslashInStrings: boolean;
  /** A backslash escapes in `E'…'` strings (PostgreSQL). */
  readonly escapeStrings: boolean;
  readonly dollarQuotes: boolean;
  /** Strings that stand apart by white space with a line end in it are one (PostgreSQL). */
  readonly joinsStringsOverLines: boolean;
  readonly backquoteNames: boolean;
  /** `[name]`; `doubled`: `]]` is a bracket in the name. */
  readonly bracketNames: 'no' | 'plain' | 'doubled';
  readonly nestedComments: boolean;
  /** The content of a comment that begins with `/*!` or `/*M!` is code (MySQL, MariaDB). */
  readonly executableComments: boolean;
  readonly hashComments: boolean;
  /** `--` opens a comment only before white space, a control character or the end (MySQL). */
  readonly dashCommentNeedsSpace: boolean;
  readonly carriageReturnEndsComment: boolean;
  /** Letters before a quote that make one token with the string, lower case. */
  readonly stringPrefixes: string;
  /** The same for bit and hexadecimal strings. */
  readonly bitStringPrefixes: string;
  /** `U&'…'` and `U&"…"`. */
  readonly unicodePrefix: boolean;
  /** A word may begin with a digit (MySQL). */
  readonly digitsStartWords: boolean;
  /** Characters that begin a variable: `@`, `:`, `$`, `#`. */
  readonly variableMarks: string;
  /** `$name(…)` is one variable up to the bracket, whatever stands inside (SQLite). */
  readonly variableSuffix: boolean;
  /** Characters besides letters, digits and `_` that go on a word. */
  readonly wordMarks: string;
  /** Characters that form operators. */
  readonly operatorMarks: string;
}
