/** A first-in-first-out buffer of fixed size. When it is full the newest entry is refused. */
export class Ring<Entry> {
  readonly #entries: (Entry | undefined)[];
  #first = 0;
  #length = 0;

  constructor(capacity: number) {
    this.#entries = Array.from({ length: capacity });
  }

  get length(): number {
    return this.#length;
  }

  /** False when there was no room: the beginning of an attack says more than its hundredth repeat. */
  push(entry: Entry): boolean {
    if (this.#length === this.#entries.length) return false;
    this.#entries[(this.#first + this.#length) % this.#entries.length] = entry;
    this.#length++;
    return true;
  }

  shift(): Entry | undefined {
    if (this.#length === 0) return undefined;
    const entry = this.#entries[this.#first];
    this.#entries[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#entries.length;
    this.#length--;
    return entry;
  }
}
