import type { Occurrence } from '../../context/inputs.ts';
import type { Verdict } from '../detection.ts';
import type { CodeCall } from '../sink-call.ts';
import { firstActiveToken } from './expression.ts';
import { isJsonLiteral } from './json-literal.ts';
import { tokenEndingAfter, tokenKind, type Tokens } from './lexer/tokens.ts';
import { isPlainName } from './names.ts';
import { fillsSlot } from './slot.ts';

/** The source of one call with its tokens. */
export interface Code {
  readonly source: string;
  readonly form: CodeCall['form'];
  readonly tokens: Tokens;
}

/** Longest input that can do nothing in code that still compiles: two signs, or a few brackets. */
const maxIdleLength = 2;
const maxIdlePunctuation = 8;

/** Least length of a piece of an input, and the share of the input, that counts as put there by the app. */
const minPieceLength = 12;
const minPieceShare = 1 / 3;

/** Judges what one occurrence is in the code: text of a literal, harmless words, or more. */
export function judge(code: Code, occurrence: Occurrence): Verdict | undefined {
  const { start, end } = occurrence;
  const { tokens } = code;
  if (isChancePiece(occurrence)) return undefined;
  const first = tokenEndingAfter(tokens, start);
  if (first === tokens.ends.length || tokens.starts[first]! >= end) return undefined;
  const whole = tokens.starts[0]! >= start && tokens.ends.at(-1)! <= end;
  if (isInsideOne(tokens, first, start, end)) return judgeInside(code, first, occurrence, whole);
  if (!whole && tokens.complete && isIdle(code, first, start, end)) return undefined;
  return judgeTokens(code, first, occurrence, whole);
}

/** Texts about code share pieces with any code, as `) { return value`; a cut input shares most of itself. */
function isChancePiece({ input, start, end, transformations }: Occurrence): boolean {
  if (!transformations.includes('part')) return false;
  return end - start < Math.max(minPieceLength, input.value.length * minPieceShare);
}

/** True for an occurrence that is text between the delimiters of one literal, and no more. */
export function isLiteralText({ tokens, source }: Code, occurrence: Occurrence): boolean {
  const { start, end } = occurrence;
  const index = tokenEndingAfter(tokens, start);
  return (
    index < tokens.kinds.length &&
    tokens.kinds[index]! >= tokenKind.string &&
    isInsideOne(tokens, index, start, end) &&
    !eatsDelimiter(source, occurrence, tokens.innerEnds[index]!)
  );
}

function isInsideOne(tokens: Tokens, index: number, start: number, end: number): boolean {
  return tokens.innerStarts[index]! <= start && end <= tokens.innerEnds[index]!;
}

function judgeInside(
  code: Code,
  index: number,
  at: Occurrence,
  whole: boolean,
): Verdict | undefined {
  const { tokens, source } = code;
  const kind = tokens.kinds[index]!;
  if (kind === tokenKind.name || kind === tokenKind.keyword) {
    // A single name as a parameter is what a code generator writes; it can do nothing.
    if (code.form === 'parameters') return undefined;
    return judgeTokens(code, index, at, whole);
  }
  if (kind === tokenKind.number) {
    return whole ? weakness(at, 'The input is run as code; here it is only a number.') : undefined;
  }
  if (kind === tokenKind.punctuator) {
    return tokens.complete && !whole ? undefined : judgeTokens(code, index, at, whole);
  }
  if (!eatsDelimiter(source, at, tokens.innerEnds[index]!)) return undefined;
  if (at.end - at.start <= maxIdleLength && tokens.complete) return undefined;
  return attack(
    at,
    at.end - 1,
    at.end + 1,
    'A backslash at the end of the input disables the quote that ends its literal.',
  );
}

/** Whether the input ends in a backslash that escapes the quote after it, so the literal goes on. */
function eatsDelimiter(source: string, { start, end }: Occurrence, innerEnd: number): boolean {
  if (end >= innerEnd || !`'"\`$`.includes(source[end]!)) return false;
  let backslashes = 0;
  while (end - backslashes > start && source[end - backslashes - 1] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** Too little to do harm, and likely to stand in any code by chance: `});`, `a, `, `''`. */
function isIdle({ tokens, source }: Code, first: number, start: number, end: number): boolean {
  if (end - start <= maxIdleLength) return true;
  if (end - start > maxIdlePunctuation) return false;
  let names = 0;
  let otherSigns = 0;
  for (let index = first; index < tokens.ends.length && tokens.starts[index]! < end; index++) {
    const text = source.slice(tokens.starts[index], tokens.ends[index]);
    if (tokens.kinds[index] === tokenKind.name && isPlainName(text)) names++;
    else if (tokens.kinds[index] !== tokenKind.punctuator) return false;
    else if (text !== ',') otherSigns++;
  }
  const hasOpenEnd = source[start] === ',' || source.slice(start, end).trimEnd().endsWith(',');
  return names === 0 || (otherSigns === 0 && hasOpenEnd);
}

function judgeTokens(
  code: Code,
  first: number,
  at: Occurrence,
  whole: boolean,
): Verdict | undefined {
  const { tokens, source } = code;
  const { start, end } = at;
  const to = tokenEndingAfter(tokens, end - 1);
  const last = to < tokens.ends.length && tokens.starts[to]! < end ? to : to - 1;
  if (tokens.kinds[first]! >= tokenKind.string && start > tokens.starts[first]!) {
    return attack(
      at,
      Math.max(start, tokens.innerEnds[first]!),
      end,
      `The input ends the ${literalNames[tokens.kinds[first]!]} that it was put into and goes on as code.`,
    );
  }
  if (tokens.kinds[last]! >= tokenKind.string && end < tokens.ends[last]!) {
    // A quote too many cannot leave everything closed: this is the code's own quote, met by chance.
    const isOneText = first === last && tokens.kinds[first] !== tokenKind.comment;
    if (isOneText && tokens.complete) return undefined;
    return attack(
      at,
      tokens.starts[last]!,
      end,
      `The input opens a ${literalNames[tokens.kinds[last]!]} that swallows the code after it.`,
    );
  }
  const isList = code.form === 'parameters';
  if (first === last && tokens.kinds[first] === tokenKind.string && !isList) {
    // The app's own escaping may have added the quotes, as in `'\\''`.
    if (at.transformations.includes('backslash-escaping') && !whole) return undefined;
    return weakness(
      at,
      'The input is put into code with its own quotes; here it is only a string.',
    );
  }
  const slot = whole || fillsSlot(tokens, source, first, last);
  const active = firstActiveToken({
    tokens,
    source,
    from: first,
    to: last,
    fillsSlot: slot,
    isList,
  });
  if (active < 0) return describeHarmless(code, first, last, at);
  if (!isList && startsJson(code, first) && isJsonLiteral(source.slice(start, end))) {
    return weakness(at, 'The input is run as code; here it is only JSON data.');
  }
  return attack(
    at,
    Math.max(start, tokens.starts[active]!),
    Math.min(end, tokens.ends[active]!),
    activeReason(code, active, whole),
  );
}

const literalNames: readonly string[] = [
  '',
  '',
  '',
  '',
  'string',
  'template',
  'regular expression',
  'comment',
];

function describeHarmless(
  code: Code,
  first: number,
  last: number,
  at: Occurrence,
): Verdict | undefined {
  // Part of a longer name, as in `con${input}`: the whole name counts.
  const name = code.source.slice(code.tokens.starts[first], code.tokens.ends[first]);
  if (code.tokens.kinds[first] === tokenKind.name && !isPlainName(name)) {
    return attack(
      at,
      at.start,
      at.end,
      'The input completes a name that leads to the interpreter.',
    );
  }
  const isNumber = code.tokens.kinds[last] === tokenKind.number && last - first <= 1;
  if (isNumber && at.start > 0) return undefined;
  return weakness(
    at,
    'The input is put into code unquoted; here it only reads names or counts with numbers.',
  );
}

function startsJson({ tokens, source }: Code, index: number): boolean {
  if (tokens.kinds[index] === tokenKind.string) return true;
  const opening = source[tokens.starts[index]!];
  return opening === '{' || opening === '[';
}

function activeReason({ tokens }: Code, index: number, whole: boolean): string {
  if (whole) return 'The whole source that is run comes from the input.';
  const kind = tokens.kinds[index]!;
  if (kind >= tokenKind.string) return `The input adds a ${literalNames[kind]} to the code.`;
  if (kind === tokenKind.punctuator)
    return 'The input adds an operator, a call or a statement to the code.';
  return 'The input adds a name or keyword to the code that reaches the interpreter.';
}

function attack(occurrence: Occurrence, start: number, end: number, reason: string): Verdict {
  const confidence = occurrence.transformations.includes('part') ? 'likely' : 'certain';
  return { outcome: 'attack', confidence, occurrence, span: { start, end }, reason };
}

function weakness(occurrence: Occurrence, reason: string): Verdict {
  const { start, end } = occurrence;
  return { outcome: 'weakness', confidence: 'likely', occurrence, span: { start, end }, reason };
}
