/** Lines of a text by offset, without searching it anew each time. */
export class LineTable {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
      this.#starts.push(at + 1);
  }

  /** Number of the line that holds the code unit at `offset`, from 1. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Offset at which a line begins, from 1. */
  offsetAt(number: number): number {
    return this.#starts[number - 1] ?? this.#text.length;
  }

  /** Column of the code unit at `offset`, from 1. */
  columnAt(offset: number): number {
    return offset - this.#starts[this.lineAt(offset) - 1]! + 1;
  }

  /** A line without its break, from 1. */
  line(number: number): string {
    const start = this.#starts[number - 1] ?? this.#text.length;
    const end = this.#starts[number] ?? this.#text.length;
    return this.#text.slice(start, end).trimEnd();
  }
}
