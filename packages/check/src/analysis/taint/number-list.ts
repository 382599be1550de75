const firstRoom = 1024;

/** A growing list of 32-bit integers, in half the room of an array of numbers, and no work for the collector. */
export class NumberList {
  #numbers = new Int32Array(firstRoom);
  length = 0;

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Int32Array(this.length + (this.length >> 1));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length] = number;
    this.length += 1;
  }

  /** Zero where nothing was pushed. */
  at(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, number: number): void {
    this.#numbers[index] = number;
  }
}
