const MIN_CAPACITY = 64;
/** Unknown to those who choose the inputs, so that they cannot make keys share a slot. */
const seed = (Math.random() * 0x7fffffff) | 1;

/** A hash table from 32-bit keys to the numbers 0, 1, 2…, in typed arrays; keys may repeat. */
export class HashChains {
  #heads = new Int32Array(MIN_CAPACITY * 2);
  /** Entries count from 1; 0 ends a chain. */
  #next = new Int32Array(MIN_CAPACITY);
  #keys = new Int32Array(MIN_CAPACITY);
  size = 0;

  /** Adds the number `size` under `key`. */
  add(key: number): void {
    if (this.size === this.#next.length) this.#grow();
    this.#keys[this.size] = key;
    this.#link(this.size++);
  }

  /** The number last added under `key`; -1 when there is none. */
  first(key: number): number {
    return this.#seek(this.#heads[this.#slotOf(key)] as number, key);
  }

  /** The number added under the same key before `index`; -1 when there is none. */
  before(index: number): number {
    return this.#seek(this.#next[index] as number, this.#keys[index] as number);
  }

  #seek(from: number, key: number): number {
    let entry = from;
    while (entry !== 0 && this.#keys[entry - 1] !== key) entry = this.#next[entry - 1] as number;
    return entry - 1;
  }

  #slotOf(key: number): number {
    return (Math.imul(key ^ (key >>> 15), seed) >>> 8) & (this.#heads.length - 1);
  }

  #link(index: number): void {
    const slot = this.#slotOf(this.#keys[index] as number);
    this.#next[index] = this.#heads[slot] as number;
    this.#heads[slot] = index + 1;
  }

  #grow(): void {
    const capacity = this.#next.length * 2;
    const keys = new Int32Array(capacity);
    keys.set(this.#keys);
    this.#keys = keys;
    this.#next = new Int32Array(capacity);
    this.#heads = new Int32Array(capacity * 2);
    for (let index = 0; index < this.size; index++) this.#link(index);
  }
}
