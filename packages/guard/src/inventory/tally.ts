interface Counted {
  total: number;
  /** Of these, how many were told and have arrived. */
  told: number;
  /** How many will have been told once the delivery under way arrives. */
  underWay: number;
}

/** Counts by key, up to a bound of keys, and tells what was added since the last telling arrived. */
export class Tally {
  readonly #most: number;
  readonly #byKey = new Map<string, Counted>();
  #leftOut = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** What was counted under no key since there were too many. */
  get leftOut(): number {
    return this.#leftOut;
  }

  add(key: string): void {
    const counted = this.#byKey.get(key);
    if (counted !== undefined) counted.total += 1;
    else if (this.#byKey.size < this.#most) {
      this.#byKey.set(key, { total: 1, told: 0, underWay: 0 });
    } else this.#leftOut += 1;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Keys with what was added to them; `delivered` ends that these are told again. */
  take(): readonly { readonly key: string; readonly count: number }[] {
    const taken: { key: string; count: number }[] = [];
    for (const [key, counted] of this.#byKey) {
      counted.underWay = counted.total;
      if (counted.total > counted.told) taken.push({ key, count: counted.total - counted.told });
    }
    return taken;
  }

  delivered(): void {
    for (const counted of this.#byKey.values()) counted.told = counted.underWay;
  }
}
