const MIN_CAPACITY = 8_192;

/** Bytes that are held back, joined in one buffer that doubles: pieces cost what their bytes cost. */
export class HeldBytes {
  #bytes: Buffer;
  #length = 0;

  constructor(first: Buffer) {
    this.#bytes = Buffer.allocUnsafe(Math.max(MIN_CAPACITY, first.length));
    this.append(first);
  }

  get length(): number {
    return this.#length;
  }

  /** All of them; no copy. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  append(chunk: Buffer): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(length, 2 * this.#bytes.length));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    chunk.copy(this.#bytes, this.#length);
    this.#length = length;
  }
}
