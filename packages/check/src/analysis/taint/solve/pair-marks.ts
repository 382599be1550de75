const firstRoom = 4096;
const width = 3;

/**
 * Which pairs of nodes were seen with which mark. There are millions of them: in one list of integers they
 * take a quarter of the room that a map would, and the collector has nothing to look through.
 */
export class PairMarks {
  /** Places of three numbers each; a place is free while its first is 0. */
  #places = new Int32Array(firstRoom * width);
  #room = firstRoom;
  #count = 0;

  /** True the first time. */
  isNew(from: number, to: number, mark: number): boolean {
    const at = this.#find(from, to, mark);
    if (this.#places[at] !== 0) return false;
    this.#put(at, from + 1, to, mark);
    this.#count += 1;
    if (this.#count * 5 > this.#room * 3) this.#grow();
    return true;
  }

  /** Where the three stand, or where they may be put. */
  #find(from: number, to: number, mark: number): number {
    const places = this.#places;
    let slot = hashOf(from, to, mark) & (this.#room - 1);
    for (;;) {
      const at = slot * width;
      const first = places[at]!;
      if (first === 0) return at;
      if (first === from + 1 && places[at + 1] === to && places[at + 2] === mark) return at;
      slot = (slot + 1) & (this.#room - 1);
    }
  }

  #put(at: number, first: number, to: number, mark: number): void {
    this.#places[at] = first;
    this.#places[at + 1] = to;
    this.#places[at + 2] = mark;
  }

  #grow(): void {
    const before = this.#places;
    this.#room *= 2;
    this.#places = new Int32Array(this.#room * width);
    for (let at = 0; at < before.length; at += width) {
      const first = before[at]!;
      if (first === 0) continue;
      const to = before[at + 1]!;
      const mark = before[at + 2]!;
      this.#put(this.#find(first - 1, to, mark), first, to, mark);
    }
  }
}

/** Odd factors spread neighbours, as in Fibonacci hashing. */
function hashOf(from: number, to: number, mark: number): number {
  const mixed =
    Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b) ^ Math.imul(mark, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
