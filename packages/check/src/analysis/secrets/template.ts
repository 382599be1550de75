import { type Alphabet, alphabetOf, isIn } from './alphabets.ts';

/** A literal, or a run of signs of one alphabet. */
type Segment =
  | { readonly literal: string }
  | {
      readonly letter: string;
      readonly alphabet: Alphabet;
      readonly least: number;
      readonly most: number;
    };

/** How a provider writes its tokens. */
export interface Template {
  readonly segments: readonly Segment[];
  /** Which segment is the literal that texts are searched for. */
  readonly anchor: number;
  /** That literal. */
  readonly keyword: string;
}

const longest = 4096;

/**
 * Reads a template: literals, and runs such as `{A36}`, `{h8-12}`, `{b20+}` (alphabet, least, most).
 * `sk_live_{A24+}` is a prefix and at least 24 letters and digits.
 */
export function templateOf(text: string): Template {
  const segments = text.split(/(\{[A-Za-z]\d+(?:-\d+|\+)?\})/).flatMap((part): Segment[] => {
    if (part === '') return [];
    const run = /^\{([A-Za-z])(\d+)(?:-(\d+)|(\+))?\}$/.exec(part);
    if (!run) return [{ literal: part }];
    const [, letter = '', least = '0', most, open] = run;
    const bound = open ? longest : Number(most ?? least);
    return [{ letter, alphabet: alphabetOf(letter), least: Number(least), most: bound }];
  });
  const anchor = anchorOf(segments);
  const segment = segments[anchor];
  if (!segment || !('literal' in segment)) throw new RangeError(`${text} has no literal`);
  return { segments, anchor, keyword: segment.literal };
}

/** The first literal of three signs or more, or else the longest. */
function anchorOf(segments: readonly Segment[]): number {
  const lengths = segments.map((one) => ('literal' in one ? one.literal.length : 0));
  const enough = lengths.findIndex((length) => length >= 3);
  return enough >= 0 ? enough : lengths.indexOf(Math.max(...lengths));
}

/** Where a token stands in a text, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The token of a template whose anchor literal stands at `at`; undefined when there is none. Runs take
 * all that their alphabet holds, so that a token with signs left over is none. Linear.
 */
export function matchAt(
  { segments, anchor }: Template,
  text: string,
  at: number,
): Range | undefined {
  let start = at;
  for (let index = anchor - 1; index >= 0; index -= 1) {
    const segment = segments[index]!;
    if ('literal' in segment) {
      if (!text.endsWith(segment.literal, start)) return undefined;
      start -= segment.literal.length;
      if (start < 0 || !text.startsWith(segment.literal, start)) return undefined;
    } else {
      const from = runBefore(segment.alphabet, text, start, segment.most);
      if (start - from < segment.least) return undefined;
      start = from;
    }
  }
  let end = at;
  for (let index = anchor; index < segments.length; index += 1) {
    const segment = segments[index]!;
    if ('literal' in segment) {
      if (!text.startsWith(segment.literal, end)) return undefined;
      end += segment.literal.length;
    } else {
      const next = segments[index + 1];
      const to = runAfter(segment, text, end, next && 'literal' in next ? next.literal : undefined);
      if (to - end < segment.least) return undefined;
      end = to;
    }
  }
  return isFree(text, start, end, segments.at(-1)!) ? { start, end } : undefined;
}

function runBefore(alphabet: Alphabet, text: string, end: number, most: number): number {
  let at = end;
  const limit = Math.max(0, end - most);
  while (at > limit && isIn(alphabet, text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** A run before a literal of its own alphabet ends where the literal begins. */
function runAfter(
  { alphabet, least, most }: Extract<Segment, { letter: string }>,
  text: string,
  from: number,
  literal: string | undefined,
): number {
  let to = from;
  const limit = Math.min(text.length, from + most);
  while (to < limit && isIn(alphabet, text.charCodeAt(to))) to += 1;
  if (literal === undefined || text.startsWith(literal, to)) return to;
  // Within the run alone: a search through all that stands before would be quadratic.
  const before = from + text.slice(from, to).lastIndexOf(literal);
  return before >= from + least ? before : to;
}

/** No letter or digit before, and nothing behind that would go on with the token. */
function isFree(text: string, start: number, end: number, last: Segment): boolean {
  const before = text.charCodeAt(start - 1);
  if (start > 0 && (isWord(before) || before === 43)) return false;
  const after = text.charCodeAt(end);
  if (end >= text.length) return true;
  if (isWord(after)) return false;
  return 'literal' in last || !isIn(last.alphabet, after);
}

function isWord(code: number): boolean {
  return isIn(alphabetOf('A'), code);
}
