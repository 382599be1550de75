/** More than there are nodes: pairs of nodes make one number. */
const mostNumbers = 2 ** 26;

/**
 * Which pairs of nodes were seen with which mark. Most pairs have one mark, and there are a million pairs:
 * a set of texts would need three times the room.
 */
export class PairMarks {
  readonly #marks = new Map<number, number | readonly number[]>();

  /** True the first time. */
  isNew(from: number, to: number, mark: number): boolean {
    const pair = from * mostNumbers + to;
    const known = this.#marks.get(pair);
    if (known === undefined) this.#marks.set(pair, mark);
    else if (typeof known === 'number') {
      if (known === mark) return false;
      this.#marks.set(pair, [known, mark]);
    } else {
      if (known.includes(mark)) return false;
      this.#marks.set(pair, [...known, mark]);
    }
    return true;
  }
}
