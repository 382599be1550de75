import { storableText } from './storable.ts';

/** PostgreSQL, COPY, "Binary Format": a signature, no flags, no extension. */
const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
/** Times are counted from the year 2000, in microseconds. */
const epochMs = Date.UTC(2000, 0, 1);
const halfWord = 2 ** 32;
/** The most that a unit of a string takes in UTF-8. */
const bytesPerUnit = 3;
/** Shorter texts are written letter by letter: to call what writes longer ones costs more. */
const shortLength = 64;
const firstBeyondAscii = 0x80;
const dash = 0x2d;
const uuidBytes = 16;
const noDigit = 0xff;
/** What each hexadecimal digit stands for, by its code. */
const digits = Uint8Array.from({ length: firstBeyondAscii }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? noDigit : digit;
});

/** Writes rows in the binary form of COPY; each value in the form of its column's type. */
export class CopyRows {
  #bytes: Buffer;
  #at = header.length;

  /** `expectedBytes`: room for this much is made at once. */
  constructor(expectedBytes: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(expectedBytes, 1_024));
    header.copy(this.#bytes);
  }

  row(columns: number): void {
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(columns, this.#at);
  }

  /** For `text` and `json`. */
  text(value: string | undefined): void {
    if (value === undefined) return this.#null();
    this.#room(4 + value.length * bytesPerUnit);
    const length = this.#isPlain(value)
      ? value.length
      : this.#bytes.write(storableText(value), this.#at + 4);
    this.#word(length);
    this.#at += length;
  }

  uuid(value: string | undefined): void {
    if (value === undefined) return this.#null();
    this.#room(4 + uuidBytes);
    this.#word(uuidBytes);
    let from = 0;
    let worst = 0;
    for (let index = 0; index < uuidBytes; index += 1) {
      if (value.charCodeAt(from) === dash) from += 1;
      const high = digits[value.charCodeAt(from)] ?? noDigit;
      const low = digits[value.charCodeAt(from + 1)] ?? noDigit;
      this.#bytes[this.#at + index] = (high << 4) | low;
      worst = Math.max(worst, high, low);
      from += 2;
    }
    if (worst === noDigit || from !== value.length) throw new TypeError(`not a UUID: ${value}`);
    this.#at += uuidBytes;
  }

  /** For `timestamptz`. */
  time(value: Date): void {
    this.int8((value.getTime() - epochMs) * 1_000);
  }

  int4(value: number): void {
    this.#room(8);
    this.#word(4);
    this.#word(value);
  }

  /** Two halves: a `bigint` for each value would cost several times as much. */
  int8(value: number | undefined): void {
    if (value === undefined) return this.#null();
    this.#room(12);
    this.#word(8);
    const high = Math.floor(value / halfWord);
    this.#word(high);
    this.#word(value - high * halfWord);
  }

  boolean(value: boolean): void {
    this.#room(5);
    this.#word(1);
    this.#bytes[this.#at] = value ? 1 : 0;
    this.#at += 1;
  }

  /** Everything that was written, with its end. */
  finish(): Buffer {
    this.row(-1);
    return this.#bytes.subarray(0, this.#at);
  }

  #null(): void {
    this.#room(4);
    this.#word(-1);
  }

  /** Writes a short text of ASCII where its letters belong; false for any other, which is then to be written. */
  #isPlain(value: string): boolean {
    if (value.length > shortLength) return false;
    const start = this.#at + 4;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code === 0 || code >= firstBeyondAscii) return false;
      this.#bytes[start + index] = code;
    }
    return true;
  }

  #word(value: number): void {
    const at = this.#at;
    this.#bytes[at] = value >>> 24;
    this.#bytes[at + 1] = value >>> 16;
    this.#bytes[at + 2] = value >>> 8;
    this.#bytes[at + 3] = value;
    this.#at = at + 4;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
