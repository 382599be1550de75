import { type Haystack, MAX_FOUND_SHORT, MAX_OVERLAPPING, SHORT, take } from './haystack.ts';
import type { Needle } from './needles.ts';
import { hashOf, powerOf, prefixHashes, spread } from './rolling-hash.ts';

const BITS = 16;
/** A needle is filed under the hash of its first characters: as many of these as it has. */
const WINDOWS = [8, 4, 3, 2] as const;

/** Needles that begin alike, by length and hash of the whole. */
interface Bucket {
  readonly lengths: number[];
  readonly needles: Map<number, Needle[]>;
}

interface Shelf {
  readonly window: number;
  readonly power: number;
  /** Bloom filter of the window hashes. */
  readonly filter: Uint8Array;
  readonly buckets: Map<number, Bucket>;
}

/**
 * Looks for any number of needles in one pass over the text (Karp and Rabin, 1987, with a filter):
 * the time depends on the text, hardly on how many needles there are or how alike.
 */
export class HashedNeedles {
  readonly #shelves: Shelf[] = [];
  #size = 0;

  /** Files the needles that were added to the list since the last call. */
  update(needles: readonly Needle[]): void {
    for (; this.#size < needles.length; this.#size++) this.#file(needles[this.#size] as Needle);
  }

  search(haystack: Haystack): void {
    const { folded } = haystack;
    const hashes = prefixHashes(folded);
    const ends = new Map<Needle, number>();
    for (const { window, power, filter, buckets } of this.#shelves) {
      for (let i = 0, j = window; j <= folded.length; i++, j++) {
        const hash = ((hashes[j] as number) - Math.imul(hashes[i] as number, power)) | 0;
        const bit = spread(hash, BITS);
        if (((filter[bit >>> 3] as number) & (1 << (bit & 7))) === 0) continue;
        const bucket = buckets.get(hash);
        if (bucket !== undefined && !open(bucket, i, hashes, ends, haystack)) return;
      }
    }
  }

  #file(needle: Needle): void {
    const { folded } = needle.pattern;
    const window = WINDOWS.find((size) => size <= folded.length) ?? 2;
    let shelf = this.#shelves.find((known) => known.window === window);
    if (shelf === undefined) {
      const filter = new Uint8Array(1 << (BITS - 3));
      shelf = { window, power: powerOf(window), filter, buckets: new Map() };
      this.#shelves.push(shelf);
    }
    const hash = hashOf(folded, 0, window);
    const bit = spread(hash, BITS);
    shelf.filter[bit >>> 3] = (shelf.filter[bit >>> 3] as number) | (1 << (bit & 7));
    let bucket = shelf.buckets.get(hash);
    if (bucket === undefined)
      shelf.buckets.set(hash, (bucket = { lengths: [], needles: new Map() }));
    if (!bucket.lengths.includes(folded.length)) bucket.lengths.push(folded.length);
    const whole = keyOf(hashOf(folded, 0, folded.length), folded.length);
    const alike = bucket.needles.get(whole);
    if (alike === undefined) bucket.needles.set(whole, [needle]);
    else alike.push(needle);
  }
}

function keyOf(hash: number, length: number): number {
  return (hash >>> 0) + length * 0x1_0000_0000;
}

/** Takes the needles of a bucket that stand at `start`; false when a bound was met. */
function open(
  { lengths, needles }: Bucket,
  start: number,
  hashes: Int32Array,
  ends: Map<Needle, number>,
  haystack: Haystack,
): boolean {
  const { folded } = haystack;
  for (const length of lengths) {
    if (--haystack.stepsLeft < 0) {
      haystack.truncated = true;
      return false;
    }
    const end = start + length;
    if (end > folded.length) continue;
    const hash = (hashes[end] as number) - Math.imul(hashes[start] as number, powerOf(length));
    const alike = needles.get(keyOf(hash | 0, length));
    if (alike === undefined) continue;
    for (const needle of alike) {
      haystack.stepsLeft -= length >> 4;
      if (!isFresh(needle, start, ends) || !folded.startsWith(needle.pattern.folded, start))
        continue;
      note(needle, start, ends);
      if (!take(haystack, needle, start)) return false;
    }
  }
  return true;
}

/** False for further places of a needle that overlap the last, or of a short one that abounds. */
function isFresh(needle: Needle, start: number, ends: Map<Needle, number>): boolean {
  const known = ends.get(needle);
  if (known === undefined) return true;
  const { length } = needle.pattern.folded;
  if (length < SHORT) return known < MAX_FOUND_SHORT;
  return length <= MAX_OVERLAPPING || start >= known;
}

/** Remembers how often a short needle was found, and where a longer one ended. */
function note(needle: Needle, start: number, ends: Map<Needle, number>): void {
  const { length } = needle.pattern.folded;
  ends.set(needle, length < SHORT ? (ends.get(needle) ?? 0) + 1 : start + length);
}
