import { HashChains } from './hash-chains.ts';
import { type Haystack, MAX_FOUND_SHORT, MAX_OVERLAPPING, SHORT, take } from './haystack.ts';
import type { Needle } from './needle.ts';
import { hashOf, keyOf, powerOf, prefixHashes } from './rolling-hash.ts';

/** A needle is filed under the hash of its first characters: as many of these as it has. */
const WINDOWS = [8, 4, 3, 2] as const;

/** Needles with as many characters in their window. */
interface Shelf {
  readonly window: number;
  readonly power: number;
  /** Beginnings of needles by hash, one for each length that goes on from there. */
  readonly beginnings: HashChains;
  readonly lengths: number[];
}

/**
 * Looks for any number of needles in one pass over the text (Karp and Rabin, 1987): the time depends
 * on the text, hardly on how many needles there are or how alike.
 */
export class HashedNeedles {
  readonly #shelves: Shelf[] = [];
  readonly #wholes = new HashChains();
  readonly #needles: Needle[] = [];

  file(needles: readonly Needle[]): void {
    for (const needle of needles) this.#file(needle);
  }

  #file(needle: Needle): void {
    const { folded } = needle;
    const whole = keyOf(hashOf(folded, 0, folded.length), folded.length);
    for (let i = this.#wholes.first(whole); i >= 0; i = this.#wholes.before(i)) {
      if (this.#needles[i]?.folded === folded) return;
    }
    this.#wholes.add(whole);
    this.#needles.push(needle);
    const window = WINDOWS.find((size) => size <= folded.length) ?? 2;
    const { beginnings, lengths } = this.#shelfOf(window);
    const hash = hashOf(folded, 0, window);
    let i = beginnings.first(hash);
    while (i >= 0 && lengths[i] !== folded.length) i = beginnings.before(i);
    if (i >= 0) return;
    beginnings.add(hash);
    lengths.push(folded.length);
  }

  search(haystack: Haystack): void {
    const { folded } = haystack;
    const hashes = prefixHashes(folded);
    const places = new Map<Needle, number>();
    for (const { window, power, beginnings, lengths } of this.#shelves) {
      for (let start = 0, end = window; end <= folded.length; start++, end++) {
        const hash = ((hashes[end] as number) - Math.imul(hashes[start] as number, power)) | 0;
        for (let i = beginnings.first(hash); i >= 0; i = beginnings.before(i)) {
          if (!this.#meet(start, lengths[i] as number, hashes, places, haystack)) return;
        }
      }
    }
  }

  /** Takes the needles of one length that stand at `start`; false when a bound was met. */
  #meet(
    start: number,
    length: number,
    hashes: Int32Array,
    places: Map<Needle, number>,
    haystack: Haystack,
  ): boolean {
    if (--haystack.stepsLeft < 0) {
      haystack.truncated = true;
      return false;
    }
    const end = start + length;
    if (end > haystack.folded.length) return true;
    const hash = (hashes[end] as number) - Math.imul(hashes[start] as number, powerOf(length));
    const whole = keyOf(hash | 0, length);
    for (let i = this.#wholes.first(whole); i >= 0; i = this.#wholes.before(i)) {
      const needle = this.#needles[i] as Needle;
      if (!isNew(needle, start, places)) continue;
      haystack.stepsLeft -= length >> 4;
      if (!haystack.folded.startsWith(needle.folded, start)) continue;
      note(needle, start, places);
      if (!take(haystack, needle, start)) return false;
    }
    return true;
  }

  #shelfOf(window: number): Shelf {
    let shelf = this.#shelves.find((known) => known.window === window);
    if (shelf === undefined) {
      shelf = { window, power: powerOf(window), beginnings: new HashChains(), lengths: [] };
      this.#shelves.push(shelf);
    }
    return shelf;
  }
}

/** False for further places of a needle that overlap the last, or of a short one that abounds. */
function isNew(needle: Needle, start: number, places: Map<Needle, number>): boolean {
  const known = places.get(needle);
  if (known === undefined) return true;
  const { length } = needle.folded;
  if (length < SHORT) return known < MAX_FOUND_SHORT;
  return length <= MAX_OVERLAPPING || start >= known;
}

/** Remembers how often a short needle was found, and where a longer one ended. */
function note(needle: Needle, start: number, places: Map<Needle, number>): void {
  const { length } = needle.folded;
  places.set(needle, length < SHORT ? (places.get(needle) ?? 0) + 1 : start + length);
}
