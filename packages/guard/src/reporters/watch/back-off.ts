const firstMs = 1_000;
const longestMs = 60_000;
/** What a server asks for is honoured up to this. */
const longestAskedMs = 600_000;

/**
 * How long to wait after a failure: twice as long each time, by a random part less, so that the
 * instances of an app do not come back all at once.
 */
export class BackOff {
  #failures = 0;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** The pause in milliseconds after one more failure; at least what the server asked for. */
  next(askedMs = 0): number {
    const most = Math.min(longestMs, firstMs * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    const own = most / 2 + (this.#random() * most) / 2;
    return Math.max(own, Math.min(askedMs, longestAskedMs));
  }

  reset(): void {
    this.#failures = 0;
  }
}
