import { StringDecoder } from 'node:string_decoder';

/** Cuts bytes into lines. A line over the bound is left out and counted. */
export class LineSplitter {
  readonly #maxLength: number;
  #decoder = new StringDecoder('utf8');
  #open = '';
  #skipping = false;
  skipped = 0;

  /** `maxLength` in UTF-16 code units. */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** The lines that `bytes` complete, without their ends. */
  add(bytes: Buffer): string[] {
    const parts = this.#decoder.write(bytes).split('\n');
    const lines: string[] = [];
    parts.forEach((part, index) => {
      if (!this.#skipping) this.#open += part;
      if (this.#open.length > this.#maxLength) {
        this.#open = '';
        this.#skipping = true;
        this.skipped++;
      }
      if (index === parts.length - 1) return;
      if (!this.#skipping && this.#open !== '') lines.push(this.#open);
      this.#open = '';
      this.#skipping = false;
    });
    return lines;
  }

  /** Drops a begun line: what follows comes from another file, or from its new beginning. */
  restart(): void {
    this.#decoder = new StringDecoder('utf8');
    this.#open = '';
    this.#skipping = false;
  }
}
