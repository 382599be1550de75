/** Finds many keywords in one pass, letters in either case. Aho and Corasick, 1975. */
export class KeywordSearch {
  readonly #width: number;
  readonly #classes = new Uint8Array(128);
  readonly #next: Int32Array;
  /** For each state the keywords that end there; undefined for most. */
  readonly #ends: (readonly number[] | undefined)[] = [];
  readonly #lengths: readonly number[];

  /** ASCII keywords; hits tell their index. */
  constructor(keywords: readonly string[]) {
    const folded = keywords.map((keyword) => keyword.toLowerCase());
    this.#lengths = folded.map(({ length }) => length);
    this.#width = this.#classify(folded);
    const states = 1 + folded.reduce((sum, { length }) => sum + length, 0);
    this.#next = new Int32Array(states * this.#width).fill(-1);
    this.#link(this.#grow(folded));
  }

  /** Calls `onHit` for each keyword that stands in `text`, in the order in which they end. */
  search(text: string, onHit: (keyword: number, start: number) => void): void {
    const [next, classes, ends, width] = [this.#next, this.#classes, this.#ends, this.#width];
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      state = next[state * width + (code < 128 ? classes[code]! : 0)]!;
      const found = ends[state];
      if (found === undefined) continue;
      for (const keyword of found) onHit(keyword, at + 1 - this.#lengths[keyword]!);
    }
  }

  /** Gives each sign that keywords hold a number; all others share 0. */
  #classify(folded: readonly string[]): number {
    let width = 1;
    for (const sign of new Set(folded.join(''))) {
      this.#classes[sign.charCodeAt(0)] = width;
      this.#classes[sign.toUpperCase().charCodeAt(0)] = width;
      width += 1;
    }
    return width;
  }

  #grow(folded: readonly string[]): number {
    let states = 1;
    for (const [keyword, word] of folded.entries()) {
      let state = 0;
      for (let at = 0; at < word.length; at += 1) {
        const cell = state * this.#width + this.#classes[word.charCodeAt(at)]!;
        if (this.#next[cell] === -1) {
          this.#next[cell] = states;
          states += 1;
        }
        state = this.#next[cell]!;
      }
      this.#ends[state] = [...(this.#ends[state] ?? []), keyword];
    }
    return states;
  }

  /** Breadth first: where a keyword breaks off, its longest end that begins another goes on. */
  #link(states: number): void {
    const fallback = new Int32Array(states);
    const queue: number[] = [];
    for (let index = 0; index < this.#width; index += 1) {
      const child = this.#next[index]!;
      if (child === -1) this.#next[index] = 0;
      else queue.push(child);
    }
    for (const state of queue) {
      const behind = fallback[state]!;
      const inherited = this.#ends[behind];
      if (inherited) this.#ends[state] = [...(this.#ends[state] ?? []), ...inherited];
      for (let index = 0; index < this.#width; index += 1) {
        const cell = state * this.#width + index;
        const other = this.#next[behind * this.#width + index]!;
        if (this.#next[cell] === -1) this.#next[cell] = other;
        else {
          fallback[this.#next[cell]!] = other;
          queue.push(this.#next[cell]!);
        }
      }
    }
    // Without holes the engine keeps the fast kind of array.
    for (let state = 0; state < states; state += 1) this.#ends[state] ??= undefined;
  }
}
