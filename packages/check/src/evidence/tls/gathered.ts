/** Bytes that come in pieces, joined only once enough of them are there: linear, however small the pieces. */
export class Gathered {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #wanted: number;

  /** `wanted`: how many bytes there must be before it is worth a look. */
  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  /** All bytes so far; undefined while there are fewer than are wanted. */
  push(piece: Uint8Array): Uint8Array | undefined {
    this.#pieces.push(piece);
    this.#length += piece.length;
    return this.#length < this.#wanted ? undefined : Buffer.concat(this.#pieces);
  }

  /** What was not used yet, and how many bytes the next look needs. */
  keep(rest: Uint8Array, wanted: number): void {
    this.#pieces = [rest];
    this.#length = rest.length;
    this.#wanted = wanted;
  }
}
