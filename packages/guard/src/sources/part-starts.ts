/** Bytes that are kept of one part: its head, and the whole of nearly every field. */
const MAX_PART_BYTES = 16_384;
/** Over all parts. */
const MAX_BYTES = 262_144;
const MAX_PARTS = 1_000;
/** Work is done once so much has come, so that many small chunks cost what their bytes cost. */
const STEP_BYTES = 16_384;
const NOTHING: Buffer = Buffer.alloc(0);
const FILE_NAME = /^content-disposition:[^\n]*[;\s]filename\*?=/im;

/**
 * What is kept of a multipart body (RFC 7578) beyond the part of it that is kept whole: the start of
 * each part, as bytes that follow upon the kept ones. Names, file names and fields count wherever they
 * stand; the contents of files may be as long as they like.
 */
export class PartStarts {
  /** True when a field, and not a file, was longer than what is kept. */
  hidesText = false;
  readonly #starts: Buffer[] = [];
  readonly #delimiter: Buffer;
  readonly #keptBefore: readonly Buffer[];
  #bytes = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Not yet divided: the start of a part, or what may be that of a delimiter. */
  #rest: Buffer = NOTHING;
  #isInStart = true;
  #isFull = false;
  /** True for the part that the kept bytes end in. */
  #isFirst = true;

  constructor(boundary: string, keptBefore: readonly Buffer[]) {
    this.#delimiter = Buffer.from(`--${boundary}`);
    this.#keptBefore = keptBefore;
  }

  take(chunk: Buffer): void {
    if (this.#isFull) return;
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes >= STEP_BYTES) this.#divide();
  }

  /** All that is kept, the part that still arrives included. */
  chunks(): readonly Buffer[] {
    if (this.#waitingBytes > 0) this.#divide();
    return this.#isInStart && this.#rest.length > 0 ? [...this.#starts, this.#rest] : this.#starts;
  }

  #divide(): void {
    let bytes = Buffer.concat([this.#rest, ...this.#waiting]);
    this.#waiting = [];
    this.#waitingBytes = 0;
    while (!this.#isFull) {
      const from = this.#isInStart && !this.#isFirst ? this.#delimiter.length : 0;
      const next = bytes.indexOf(this.#delimiter, from);
      const end = next < 0 ? bytes.length : next;
      if (this.#isInStart) {
        if (next < 0 && end <= MAX_PART_BYTES) break;
        this.#keep(bytes.subarray(0, Math.min(end, MAX_PART_BYTES)), end > MAX_PART_BYTES);
      }
      this.#isInStart = next >= 0;
      bytes = next < 0 ? bytes.subarray(-this.#delimiter.length + 1) : bytes.subarray(next);
      if (next < 0) break;
    }
    this.#rest = this.#isFull ? NOTHING : Buffer.from(bytes);
  }

  #keep(start: Buffer, isCut: boolean): void {
    const isFile = isCut && FILE_NAME.test(headOf(this.#isFirst ? this.#lastPart(start) : start));
    this.#isFirst = false;
    if (isCut && !isFile) this.hidesText = true;
    this.#isFull = this.#bytes + start.length > MAX_BYTES || this.#starts.length === MAX_PARTS;
    if (this.#isFull) {
      this.hidesText = true;
      return;
    }
    this.#bytes += start.length;
    this.#starts.push(Buffer.from(start));
  }

  /** The part that the kept bytes end in and that goes on with `more`: the seam may cut its head. */
  #lastPart(more: Buffer): Buffer {
    const all = Buffer.concat([...this.#keptBefore, more]);
    return all.subarray(Math.max(0, all.lastIndexOf(this.#delimiter)));
  }
}

function headOf(part: Buffer): string {
  const head = part.toString('latin1', 0, MAX_PART_BYTES);
  const end = /\r?\n\r?\n/.exec(head);
  return end === null ? head : head.slice(0, end.index);
}
