import { attack, type Judgement, type Stretch, weakness } from './judgement.ts';
import { tokenKinds, unterminated } from './lexer/token-table.ts';
import { holdsWordCharacter, isDataLike, isDate } from './shapes.ts';
import type { Statement } from './statement.ts';
import { operandsIn, type Survey, surveyOf } from './survey.ts';

/** A stretch no longer than this that begins or ends inside a token of the app's is coincidence. */
const shortStretch = 4;
/** So many keywords without any operand are a phrase that the app's own text may hold. */
const phraseKeywords = 3;

/** Judges a stretch that touches code, wholly or in part. `first` is the first token it touches. */
export function judgeCode(
  statement: Statement,
  first: number,
  stretch: Stretch,
): Judgement | undefined {
  const survey = surveyOf(statement, first, stretch);
  const slice = statement.text.slice(stretch.start, stretch.end);
  if (!holdsWordCharacter(slice)) return judgeMarks(statement, stretch, survey);
  if (survey.completedComment !== -1) return judgeCompletedComment(statement, stretch, survey);
  if (survey.crossed > 0) return judgeCrossing(statement, stretch, survey);
  if (slice.length <= shortStretch && isMisaligned(statement.text, stretch)) return undefined;
  return judgeBare(statement, first, stretch, survey, slice.trim());
}

/** Marks without any operand can end a literal or hide the rest, and nothing else. */
function judgeMarks(statement: Statement, stretch: Stretch, survey: Survey): Judgement | undefined {
  if (survey.crossed > 0) {
    const leavesIntoCode = survey.leaves && survey.operators + survey.comments > 0;
    if (!leavesIntoCode && statement.balanced) return undefined;
    return attack(stretch.start, stretch.end, 'The input ends a quoted value and goes on as code.');
  }
  // `''-''` and `''--`: each literal is the app's quote and the input's, so the marks are code.
  const betweenLiterals = survey.literals > 1 && survey.operators > 0;
  if (betweenLiterals || (survey.literals > 0 && survey.hidesMore)) {
    return attack(stretch.start, stretch.end, 'The input ends a quoted value and goes on as code.');
  }
  if (!survey.hidesMore || !hidesTheEnd(statement, stretch)) return undefined;
  return weakness(
    stretch,
    'The input opens a comment that hides the end of the statement.',
    'possible',
  );
}

function hidesTheEnd({ text }: Statement, { end }: Stretch): boolean {
  return text.slice(end).trim() !== '' && !text.slice(end).trim().includes('\n');
}

/** The app's `-` or `/` and the input's first character make a comment's opening together. */
function judgeCompletedComment(
  { tokens, text }: Statement,
  stretch: Stretch,
  { completedComment: token }: Survey,
): Judgement | undefined {
  const isBlock = text[tokens.start(token) + 1] === '*';
  const closesItself = tokens.end(token) <= stretch.end;
  if (isBlock && !closesItself && !tokens.has(token, unterminated) && text[stretch.start] === '*') {
    return undefined;
  }
  return attack(
    tokens.start(token),
    tokens.end(token),
    'The input and the character before it open a comment together.',
  );
}

function judgeCrossing(
  statement: Statement,
  stretch: Stretch,
  survey: Survey,
): Judgement | undefined {
  const code =
    operandsIn(survey) +
    survey.operators +
    survey.comments +
    survey.clauses +
    survey.joining +
    survey.verbs +
    survey.calls;
  // With nothing but a delimiter and separators beyond the content, only an app's own text is whole.
  if (code === 0 && survey.crossed < 2 && statement.balanced) return undefined;
  return attack(
    stretch.start,
    stretch.end,
    survey.leaves
      ? 'The input ends the quoted value or comment it was put into and goes on as code.'
      : 'The input opens a quoted value or comment that it does not close.',
  );
}

function judgeBare(
  statement: Statement,
  first: number,
  stretch: Stretch,
  survey: Survey,
  text: string,
): Judgement | undefined {
  const operands = operandsIn(survey);
  if (survey.comments > 0) return judgeComments(statement, stretch, survey, operands);
  const structure = operands > 0 ? addedStructure(statement, stretch, survey) : undefined;
  if (structure !== undefined) {
    if (survey.operators > 0 && isDataLike(text)) return dataLike(stretch, text);
    return attack(stretch.start, stretch.end, structure);
  }
  const keywords = survey.clauses + survey.joining + survey.verbs;
  if (operands === 0) {
    if (keywords <= phraseKeywords) return undefined;
    return attack(stretch.start, stretch.end, 'The input adds clauses to the statement.', 'likely');
  }
  if (survey.depth !== 0) return undefined;
  if (keywords > 0) {
    if (first === 0 && statement.endsAt(stretch.end) && keywords + operands > 2) {
      return attack(stretch.start, stretch.end, 'The input is the whole statement.');
    }
    return weak(stretch, 'The input adds a clause keyword and names as code.', 'possible');
  }
  return judgeValues(statement, first, stretch, survey);
}

function judgeComments(
  { text }: Statement,
  { start, end }: Stretch,
  survey: Survey,
  operands: number,
): Judgement | undefined {
  const more = operands + survey.operators + survey.joining + survey.clauses + survey.verbs;
  if (more === 0 && !survey.hidesMore) return undefined;
  if (more === 0 && text[start] === '-' && text.startsWith('\n', end)) return undefined;
  return attack(start, end, 'The input adds a comment to the statement.');
}

/** What the stretch adds to the structure, as a sentence; undefined when it adds names or values only. */
function addedStructure(
  statement: Statement,
  { end }: Stretch,
  survey: Survey,
): string | undefined {
  if (survey.behindSemicolon > 0) return 'The input ends the statement and begins another.';
  if (survey.semicolons > 0 && !statement.endsAt(end)) return 'The input ends the statement early.';
  if (survey.joining > 0) return 'The input joins a condition or a query to the statement.';
  if (survey.verbs > 0) return 'The input adds a command to the statement.';
  if (survey.calls > 0) return 'The input calls a function.';
  if (survey.operators > 0) return 'The input adds an operator to the statement.';
  if (survey.keywordAfterOperand) return 'The input adds a clause to the statement.';
  if (survey.literalBesideOperand) return 'The input puts a literal beside another value.';
  if (survey.lowestDepth < 0 && (survey.depth >= 0 || !statement.balanced)) {
    return 'The input closes a bracket that it did not open.';
  }
  if (survey.depth > 0 && !statement.balanced)
    return 'The input opens a bracket that it does not close.';
  return undefined;
}

function dataLike(stretch: Stretch, text: string): Judgement | undefined {
  if (isDate(text)) return undefined;
  return weak(stretch, 'The input stands unquoted where code belongs.', 'likely');
}

/** Names, numbers, literals and placeholders without anything between but separators. */
function judgeValues(
  { text, tokens }: Statement,
  first: number,
  stretch: Stretch,
  survey: Survey,
): Judgement | undefined {
  if (survey.words > 0) {
    return weak(stretch, 'The input stands as a name where code belongs.', 'likely');
  }
  if (survey.literals > 0) {
    if (tokens.end(first) - tokens.start(first) <= 3 && survey.literals === 1) return undefined;
    return weak(stretch, 'The input brings its own quotes where code belongs.', 'possible');
  }
  const isVariable =
    tokens.kind(first) === tokenKinds.parameter && text[tokens.start(first)] === '@';
  if (isVariable) return weak(stretch, 'The input names a variable.', 'possible');
  return undefined;
}

/** Pieces of an input coincide with an app's words too easily to speak of a weakness. */
function weak(
  stretch: Stretch,
  reason: string,
  confidence: 'likely' | 'possible',
): Judgement | undefined {
  return stretch.isPart ? undefined : weakness(stretch, reason, confidence);
}

function isMisaligned(text: string, { start, end }: Stretch): boolean {
  return joins(text, start) || joins(text, end);
}

function joins(text: string, offset: number): boolean {
  return (
    offset > 0 &&
    offset < text.length &&
    holdsWordCharacter(text.charAt(offset - 1)) &&
    holdsWordCharacter(text.charAt(offset))
  );
}
