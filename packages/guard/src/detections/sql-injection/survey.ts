import type { Stretch } from './judgement.ts';
import { keywordRole } from './keywords.ts';
import { type TokenKind, tokenKinds } from './lexer/token-table.ts';
import type { Statement } from './statement.ts';

/** What the tokens of a stretch are, counted in one walk. */
export interface Survey {
  words: number;
  numbers: number;
  /** Nulls that no keyword has followed yet. */
  nulls: number;
  /** Literals that lie wholly in the stretch. */
  literals: number;
  parameters: number;
  operators: number;
  clauses: number;
  joining: number;
  verbs: number;
  /** A keyword stands behind an operand. */
  keywordAfterOperand: boolean;
  /** A literal stands beside another operand with nothing between. */
  literalBesideOperand: boolean;
  calls: number;
  /** Brackets closed beyond those opened, at worst; and the sum at the end. */
  lowestDepth: number;
  depth: number;
  /** Tokens of any kind behind a semicolon. */
  behindSemicolon: number;
  semicolons: number;
  /** Comments that begin in the stretch. */
  comments: number;
  /** A comment that begins in the stretch ends beyond it. */
  hidesMore: boolean;
  /** Literals, quoted names and comments that lie in the stretch with a part only. */
  crossed: number;
  /** The stretch begins inside one of those, behind its opening mark. */
  leaves: boolean;
  /** A comment's opening mark that the stretch completes; -1 for none. */
  completedComment: number;
}

function empty(): Survey {
  return {
    words: 0,
    numbers: 0,
    nulls: 0,
    literals: 0,
    parameters: 0,
    operators: 0,
    clauses: 0,
    joining: 0,
    verbs: 0,
    keywordAfterOperand: false,
    literalBesideOperand: false,
    calls: 0,
    lowestDepth: 0,
    depth: 0,
    behindSemicolon: 0,
    semicolons: 0,
    comments: 0,
    hidesMore: false,
    crossed: 0,
    leaves: false,
    completedComment: -1,
  };
}

export function operandsIn(survey: Survey): number {
  return survey.words + survey.numbers + survey.literals + survey.parameters;
}

/** Counts what [start, end) holds, from token `first` on, which is the first that touches it. */
export function surveyOf(statement: Statement, first: number, stretch: Stretch): Survey {
  const survey = empty();
  const { tokens } = statement;
  let before: TokenKind | 0 = 0;
  for (let token = first; token < tokens.length && tokens.start(token) < stretch.end; token += 1) {
    if (!statement.spend(1)) break;
    if (survey.semicolons > 0) survey.behindSemicolon += 1;
    const kind = tokens.kind(token);
    if (isDelimited(kind)) {
      countDelimited(survey, statement, token, stretch, before);
      if (kind !== tokenKinds.comment) before = kind;
      continue;
    }
    before = countBare(survey, statement, token, stretch, before);
  }
  return survey;
}

function isDelimited(kind: TokenKind): boolean {
  return kind === tokenKinds.string || kind === tokenKinds.name || kind === tokenKinds.comment;
}

function isOperand(kind: TokenKind | 0): boolean {
  return (
    kind === tokenKinds.word ||
    kind === tokenKinds.number ||
    kind === tokenKinds.string ||
    kind === tokenKinds.name ||
    kind === tokenKinds.parameter
  );
}

function countDelimited(
  survey: Survey,
  { tokens }: Statement,
  token: number,
  { start, end }: Stretch,
  before: TokenKind | 0,
): void {
  const from = tokens.start(token);
  const to = tokens.end(token);
  const isComment = tokens.kind(token) === tokenKinds.comment;
  if (from < start && isComment && start < tokens.contentStart(token))
    survey.completedComment = token;
  if (isComment && from >= start) {
    survey.comments += 1;
    if (to > end) survey.hidesMore = true;
    return;
  }
  if (from < start || to > end) {
    survey.crossed += 1;
    if (from < start) survey.leaves = true;
    return;
  }
  if (tokens.kind(token) === tokenKinds.name) survey.words += 1;
  else {
    survey.literals += 1;
    if (isOperand(before)) survey.literalBesideOperand = true;
  }
}

/** Counts a token without delimiters and returns what it is to the token after it. */
function countBare(
  survey: Survey,
  statement: Statement,
  token: number,
  stretch: Stretch,
  before: TokenKind | 0,
): TokenKind | 0 {
  const kind = statement.tokens.kind(token);
  switch (kind) {
    case tokenKinds.word:
      return countWord(survey, statement, token, before);
    case tokenKinds.operator:
      countOperator(survey, statement, token, stretch, before);
      return kind;
    case tokenKinds.separator:
      countSeparator(survey, statement, token, before);
      return kind;
    case tokenKinds.number:
      survey.numbers += 1;
      break;
    default:
      survey.parameters += 1;
  }
  if (before === tokenKinds.string) survey.literalBesideOperand = true;
  return kind;
}

function countWord(
  survey: Survey,
  { text, tokens }: Statement,
  token: number,
  before: TokenKind | 0,
): TokenKind | 0 {
  const from = tokens.start(token);
  const afterDot = token > 0 && tokens.end(token - 1) === from && text[from - 1] === '.';
  const role = afterDot ? undefined : keywordRole(text.slice(from, tokens.end(token)));
  if (role === undefined || (role === 'infix' && !isOperand(before))) {
    survey.words += 1;
    if (before === tokenKinds.string) survey.literalBesideOperand = true;
    return tokenKinds.word;
  }
  if (role === 'filler') return 0;
  if (role === 'null') {
    survey.nulls += 1;
    return 0;
  }
  // `is null` is a clause; the null before a keyword is an operand.
  survey.words += survey.nulls;
  survey.nulls = 0;
  if (operandsIn(survey) > 0) survey.keywordAfterOperand = true;
  if (role === 'joining' || (role === 'query' && survey.depth > 0)) survey.joining += 1;
  // A verb that opens the text is the statement's own.
  else if (role === 'verb' && token > 0) survey.verbs += 1;
  else survey.clauses += 1;
  return 0;
}

function countOperator(
  survey: Survey,
  { text, tokens }: Statement,
  token: number,
  { start, end }: Stretch,
  before: TokenKind | 0,
): void {
  const from = Math.max(start, tokens.start(token));
  const to = Math.min(end, tokens.end(token));
  const mark = text.slice(from, to);
  const next = token + 1 < tokens.length ? tokens.kind(token + 1) : 0;
  const isSign = (mark === '-' || mark === '+') && !isOperand(before);
  if (isSign && (next === tokenKinds.number || next === tokenKinds.word)) return;
  // `table.*` and a `*` in a list of names are names.
  if (mark === '*' && before === tokenKinds.separator && !isOperand(next)) return;
  survey.operators += 1;
}

function countSeparator(
  survey: Survey,
  { text, tokens }: Statement,
  token: number,
  before: TokenKind | 0,
): void {
  const mark = text[tokens.start(token)];
  if (mark === ';') survey.semicolons += 1;
  else if (mark === '(') {
    survey.depth += 1;
    if (before === tokenKinds.word || before === tokenKinds.name) survey.calls += 1;
  } else if (mark === ')') {
    survey.depth -= 1;
    survey.lowestDepth = Math.min(survey.lowestDepth, survey.depth);
  }
}
