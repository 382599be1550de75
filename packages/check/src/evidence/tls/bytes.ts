/** Bytes ended before what they announced. */
export class Truncated extends Error {
  override readonly name = 'Truncated';
}

/** Reads numbers and slices from the front of bytes; throws `Truncated` past the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** A big-endian number of 1 to 4 bytes. */
  number(length: number): number {
    let value = 0;
    for (const byte of this.slice(length)) value = value * 256 + byte;
    return value;
  }

  slice(length: number): Uint8Array {
    if (length > this.left) throw new Truncated(`${length} bytes announced, ${this.left} there`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Bytes behind a length of `size` bytes. */
  vector(size: number): Uint8Array {
    return this.slice(this.number(size));
  }
}

/** A number as `length` big-endian bytes. */
export function numberBytes(value: number, length: number): number[] {
  return Array.from(
    { length },
    (_, index) => Math.floor(value / 256 ** (length - 1 - index)) & 255,
  );
}

/** Bytes with their length in front. */
export function vectorBytes(content: readonly number[], size: number): number[] {
  return [...numberBytes(content.length, size), ...content];
}
