import { HashChains } from './hash-chains.ts';

/** Characters in a gram. */
export const GRAM = 5;
/** Only every fourth gram of a value is filed: any common part of eight characters holds one. */
export const STRIDE = 4;
const MAX_GRAMS = 65_536;
/** Places remembered for one gram; bounds the work that repetitive and near-equal values cause. */
const MAX_ALIKE = 8;

/** Adds a character to the hash of the last five: the shift pushes out what came before them. */
function roll(hash: number, code: number): number {
  return ((hash << 6) ^ code) & 0x3fffffff;
}

/** Where the grams of the filed values stand. */
export class GramTable {
  readonly #chains = new HashChains();
  readonly #owners: number[] = [];
  readonly #offsets: number[] = [];
  /** Some of the grams that no more places are remembered for: repeats bring the same few again. */
  readonly #crowded = new Int32Array(64).fill(-1);

  get size(): number {
    return this.#chains.size;
  }

  /** Files the grams of a value. */
  file(value: string, owner: number): void {
    for (let offset = 0; offset + GRAM <= value.length; offset += STRIDE) {
      if (this.size >= MAX_GRAMS) return;
      let hash = 0;
      for (let i = offset; i < offset + GRAM; i++) hash = roll(hash, value.charCodeAt(i));
      if (this.#isCrowded(hash)) continue;
      this.#chains.add(hash);
      this.#owners.push(owner);
      this.#offsets.push(offset);
    }
  }

  /** Calls `meet` where a gram of `text` is filed; it returns where to look on. */
  scan(text: string, meet: (at: number, place: number) => number): void {
    let hash = 0;
    let from = GRAM - 1;
    for (let i = 0; i < text.length; i++) {
      hash = roll(hash, text.charCodeAt(i));
      if (i < from) continue;
      const place = this.#chains.first(hash);
      if (place >= 0) from = meet(i - GRAM + 1, place) + GRAM - 1;
    }
  }

  /** Another place with the same gram; -1 when there is none. */
  next(place: number): number {
    return this.#chains.before(place);
  }

  ownerOf(place: number): number {
    return this.#owners[place] as number;
  }

  offsetOf(place: number): number {
    return this.#offsets[place] as number;
  }

  #isCrowded(hash: number): boolean {
    const slot = hash & 63;
    if (this.#crowded[slot] === hash) return true;
    let place = this.#chains.first(hash);
    for (let alike = 1; place >= 0; alike++) {
      if (alike === MAX_ALIKE) {
        this.#crowded[slot] = hash;
        return true;
      }
      place = this.#chains.before(place);
    }
    return false;
  }
}
