import { GRAM, GRAM_POWER, ROLL } from './gram.ts';

const MIN_CAPACITY = 128;
const MAX_GRAMS = 65_536;
/** Entries looked at for one gram; bounds the work that repetitive inputs can cause. */
const MAX_ALIKE = 8;
/** Only every fourth gram of a text is filed: any common part of eight characters holds one. */
export const STRIDE = 4;

/** Where grams of the filed texts stand: a hash table in typed arrays, filled once a request. */
export class GramTable {
  #heads = new Int32Array(MIN_CAPACITY * 2);
  #mask = MIN_CAPACITY * 2 - 1;
  /** Entry n is kept at n - 1; 0 ends a chain. */
  #next = new Int32Array(MIN_CAPACITY);
  #hashes = new Int32Array(MIN_CAPACITY);
  #owners = new Int32Array(MIN_CAPACITY);
  #offsets = new Int32Array(MIN_CAPACITY);
  size = 0;

  /** Files the grams of `text`; false when the table is full. */
  file(text: string, owner: number): boolean {
    for (let at = 0; at + GRAM <= text.length; at += STRIDE) {
      if (this.size >= MAX_GRAMS) return false;
      if (this.size === this.#next.length) this.#grow();
      let hash = 0;
      for (let i = at; i < at + GRAM; i++) hash = (Math.imul(hash, ROLL) + text.charCodeAt(i)) | 0;
      this.#hashes[this.size] = hash;
      this.#owners[this.size] = owner;
      this.#offsets[this.size] = at;
      this.#link(this.size++);
    }
    return true;
  }

  /** Calls `meet` for each gram of `text` that is filed; it returns where to look on. */
  scan(text: string, meet: (at: number, entry: number) => number): void {
    const heads = this.#heads;
    const mask = this.#mask;
    let hash = 0;
    let from = GRAM - 1;
    for (let i = 0; i < text.length; i++) {
      hash = (Math.imul(hash, ROLL) + text.charCodeAt(i)) | 0;
      if (i >= GRAM) hash = (hash - Math.imul(text.charCodeAt(i - GRAM), GRAM_POWER)) | 0;
      if (i < from) continue;
      const entry = heads[slotOf(hash) & mask] as number;
      if (entry !== 0 && this.#hashes[entry - 1] === hash) {
        from = Math.max(from, meet(i - GRAM + 1, entry) + GRAM - 1);
      } else if (entry !== 0) {
        const alike = this.nextAlike(entry, hash);
        if (alike !== 0) from = Math.max(from, meet(i - GRAM + 1, alike) + GRAM - 1);
      }
    }
  }

  /** The next entry with the same hash; 0 when there is none or enough were seen. */
  nextAlike(entry: number, hash = this.#hashes[entry - 1] as number): number {
    let next = this.#next[entry - 1] as number;
    for (let seen = 0; next !== 0 && seen < MAX_ALIKE; seen++) {
      if (this.#hashes[next - 1] === hash) return next;
      next = this.#next[next - 1] as number;
    }
    return 0;
  }

  ownerOf(entry: number): number {
    return this.#owners[entry - 1] as number;
  }

  offsetOf(entry: number): number {
    return this.#offsets[entry - 1] as number;
  }

  #link(index: number): void {
    const slot = slotOf(this.#hashes[index] as number) & this.#mask;
    this.#next[index] = this.#heads[slot] as number;
    this.#heads[slot] = index + 1;
  }

  #grow(): void {
    const capacity = this.#next.length * 2;
    this.#next = new Int32Array(capacity);
    this.#hashes = enlarged(this.#hashes, capacity);
    this.#owners = enlarged(this.#owners, capacity);
    this.#offsets = enlarged(this.#offsets, capacity);
    this.#heads = new Int32Array(capacity * 2);
    this.#mask = capacity * 2 - 1;
    for (let index = 0; index < this.size; index++) this.#link(index);
  }
}

function enlarged(array: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(array);
  return larger;
}

function slotOf(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 12;
}
