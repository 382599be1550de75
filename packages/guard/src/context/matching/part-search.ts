import { GRAM, GramTable, STRIDE } from './gram-table.ts';
import type { Needle } from './needle.ts';

/** The shortest piece that is sure to be met. */
export const MIN_PART: number = GRAM + STRIDE - 1;
/** Pieces from the middle of an input are told from chance by their length. */
const MIN_MIDDLE = 16;
const MAX_PARTS = 64;
const STRONG = /['"`;\\|&<>#{}\n]|--|\/\*|\.\.|\$\(/;
/** Names in JSON texts and identifiers in SQL are alike by chance. */
const QUOTED_WORD = /^\s*(["'`])\w*\1\s*$/;

/** A stretch of the text that is a piece of a needle. */
export interface Part {
  readonly needle: Needle;
  readonly start: number;
  readonly end: number;
  /** Where it begins in the needle. */
  readonly offset: number;
}

/**
 * Finds pieces of needles, as apps make them by cutting or splitting an input. A piece has at least
 * eight characters and one that quotes, ends or comments; it reaches to the input's start or end, or
 * from delimiter to delimiter, or has sixteen characters. Best effort: what it remembers and compares is bounded.
 */
export class PartIndex {
  readonly #table = new GramTable();
  readonly #needles: Needle[] = [];

  file(needle: Needle): void {
    this.#table.file(needle.folded, this.#needles.length);
    this.#needles.push(needle);
  }

  search(folded: string): readonly Part[] {
    const parts: Part[] = [];
    if (this.#table.size === 0 || folded.length < MIN_PART) return parts;
    let end = 0;
    this.#table.scan(folded, (at, place) => {
      const part = this.#longest(place, folded, at, end);
      if (part === undefined) return at + 1;
      end = part.end;
      if (isTelling(part, folded) && parts.length < MAX_PARTS) parts.push(part);
      return end;
    });
    return parts;
  }

  /** The longest common stretch through position `at` of the text that begins at `from` or later. */
  #longest(first: number, folded: string, at: number, from: number): Part | undefined {
    let best: Part | undefined;
    for (let place = first; place >= 0; place = this.#table.next(place)) {
      const needle = this.#needles[this.#table.ownerOf(place)] as Needle;
      const offset = this.#table.offsetOf(place);
      const end = at + commonAfter(folded, at, needle.folded, offset);
      if (end - at < GRAM) continue;
      const before = commonBefore(folded, at, needle.folded, offset, at - from);
      const part = { needle, start: at - before, end, offset: offset - before };
      if (best === undefined || isBetter(part, best)) best = part;
    }
    return best;
  }
}

function commonAfter(text: string, at: number, value: string, offset: number): number {
  const max = Math.min(text.length - at, value.length - offset);
  let length = 0;
  while (length < max && text.charCodeAt(at + length) === value.charCodeAt(offset + length)) {
    length++;
  }
  return length;
}

function commonBefore(
  text: string,
  at: number,
  value: string,
  offset: number,
  limit: number,
): number {
  const max = Math.min(limit, offset);
  let length = 0;
  while (
    length < max &&
    text.charCodeAt(at - length - 1) === value.charCodeAt(offset - length - 1)
  ) {
    length++;
  }
  return length;
}

/** Of equally long pieces, whatever order they were filed in, one from a value's edge tells more. */
function isBetter(part: Part, best: Part): boolean {
  const more = part.end - part.start - (best.end - best.start);
  return more > 0 || (more === 0 && isAtEdge(part) && !isAtEdge(best));
}

function isAtEdge({ needle, start, end, offset }: Part): boolean {
  return offset === 0 || offset + end - start === needle.folded.length;
}

function isTelling(part: Part, text: string): boolean {
  const { needle, start, end, offset } = part;
  const { folded: value } = needle;
  const length = end - start;
  const piece = text.slice(start, end);
  if (length < MIN_PART || !STRONG.test(piece) || QUOTED_WORD.test(piece)) return false;
  return (
    isAtEdge(part) ||
    length >= MIN_MIDDLE ||
    (isCut(value, offset - 1) && isCut(value, offset + length))
  );
}

/** True for a character that lists are split at. */
function isCut(value: string, at: number): boolean {
  return ',;|\n:& \t'.includes(value.charAt(at));
}
