import type { LexicalRules } from './rules.ts';

/** What a character can begin. */
export const classes = {
  space: 0,
  word: 1,
  digit: 2,
  singleQuote: 3,
  doubleQuote: 4,
  backquote: 5,
  bracket: 6,
  dash: 7,
  slash: 8,
  star: 9,
  hashComment: 10,
  dollar: 11,
  dot: 12,
  separator: 13,
  operator: 14,
  variable: 15,
} as const;

/** Tables over the first 128 code units; everything above is part of a word in every dialect. */
export interface CharacterTables {
  readonly begins: Uint8Array;
  /** 1 where the character goes on a word. */
  readonly inWord: Uint8Array;
  /** 1 where the character goes on an operator. */
  readonly inOperator: Uint8Array;
}

const knownTables = new WeakMap<LexicalRules, CharacterTables>();

/** The tables of a dialect, built at its first statement. */
export function tablesOf(rules: LexicalRules): CharacterTables {
  const known = knownTables.get(rules);
  if (known !== undefined) return known;
  const tables = build(rules);
  knownTables.set(rules, tables);
  return tables;
}

function build(rules: LexicalRules): CharacterTables {
  const begins = new Uint8Array(128).fill(classes.operator);
  const inWord = new Uint8Array(128);
  const inOperator = new Uint8Array(128);
  const put = (characters: string, value: number): void => {
    for (const character of characters) begins[character.charCodeAt(0)] = value;
  };
  begins.fill(classes.space, 0, 33);
  for (let code = 48; code <= 57; code += 1) begins[code] = classes.digit;
  for (let code = 97; code <= 122; code += 1) {
    begins[code] = classes.word;
    begins[code - 32] = classes.word;
  }
  put('_', classes.word);
  put(',();{}[]', classes.separator);
  put('.', classes.dot);
  put("'", classes.singleQuote);
  put('"', classes.doubleQuote);
  put('-', classes.dash);
  put('/', classes.slash);
  put('*', classes.star);
  put(rules.variableMarks, classes.variable);
  if (rules.backquoteNames) put('`', classes.backquote);
  if (rules.bracketNames !== 'no') put('[', classes.bracket);
  if (rules.hashComments) put('#', classes.hashComment);
  if (rules.dollarQuotes) put('$', classes.dollar);
  for (let code = 0; code < 128; code += 1) {
    const begin = begins[code];
    if (begin === classes.word || begin === classes.digit) inWord[code] = 1;
  }
  for (const mark of rules.wordMarks) inWord[mark.charCodeAt(0)] = 1;
  for (const mark of rules.operatorMarks) inOperator[mark.charCodeAt(0)] = 1;
  return { begins, inWord, inOperator };
}
