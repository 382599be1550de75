import { GRAM } from './gram.ts';
import { GramTable, STRIDE } from './gram-table.ts';
import type { Needle } from './needles.ts';

/** The shortest piece that is sure to be met. */
export const MIN_PART: number = GRAM + STRIDE - 1;
/** Pieces from the middle of an input are told from chance by their length. */
const MIN_MIDDLE = 16;
/** Inputs filed for one gram that are compared; bounds the work that near-copies can cause. */
const MAX_COMPARED = 8;
const MAX_PARTS = 64;
const STRONG = /['"`;\\|&<>$#{}\n]|--|\/\*|\.\./;

/** A stretch of the text that is a piece of a needle. */
export interface Part {
  readonly needle: Needle;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds pieces of needles, as apps make them by cutting or splitting an input. A piece has at least
 * eight characters and one that quotes, ends or comments; it reaches the input's start or end, or has
 * sixteen characters. Best effort: what it remembers and compares is bounded.
 */
export class PartIndex {
  readonly #table = new GramTable();
  readonly #needles: Needle[] = [];
  #seen = 0;

  /** Files the needles that were added to the list since the last call. */
  update(needles: readonly Needle[]): void {
    for (; this.#seen < needles.length; this.#seen++) {
      const needle = needles[this.#seen] as Needle;
      if (!needle.pattern.isSearchableInParts) continue;
      this.#needles.push(needle);
      if (!this.#table.file(needle.pattern.folded, this.#needles.length - 1)) return;
    }
  }

  search(folded: string): readonly Part[] {
    const parts: Part[] = [];
    if (this.#table.size === 0 || folded.length < MIN_PART) return parts;
    let end = 0;
    this.#table.scan(folded, (at, entry) => {
      const part = this.#longest(entry, folded, at, end);
      if (part === undefined) return at;
      end = part.end;
      if (isTelling(part, folded) && parts.length < MAX_PARTS) parts.push(part);
      return end;
    });
    return parts;
  }

  /** The longest common stretch through position `at` of the text that begins at `from` or later. */
  #longest(first: number, folded: string, at: number, from: number): Part | undefined {
    let best: Part | undefined;
    let entry = first;
    for (let compared = 0; entry !== 0 && compared < MAX_COMPARED; compared++) {
      const needle = this.#needles[this.#table.ownerOf(entry)] as Needle;
      const value = needle.pattern.folded;
      const offset = this.#table.offsetOf(entry);
      const start = at - commonBefore(folded, at, value, offset, at - from);
      const end = at + commonAfter(folded, at, value, offset);
      if (end - at >= GRAM && (best === undefined || end - start > best.end - best.start)) {
        best = { needle, start, end };
      }
      entry = this.#table.nextAlike(entry);
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

function isTelling({ needle, start, end }: Part, folded: string): boolean {
  if (end - start < MIN_PART) return false;
  const piece = folded.slice(start, end);
  if (!STRONG.test(piece)) return false;
  const value = needle.pattern.folded;
  return piece.length >= MIN_MIDDLE || value.startsWith(piece) || value.endsWith(piece);
}
