import type { RequestLimit } from '@castellan/core';

/** Lets so many requests through at once and as many again within the limit's seconds. */
export class TokenBucket {
  readonly #most: number;
  readonly #perMs: number;
  #left: number;
  #at: number;

  constructor({ requests, seconds }: RequestLimit, nowMs: number) {
    this.#most = requests;
    this.#perMs = requests / (seconds * 1_000);
    this.#left = requests;
    this.#at = nowMs;
  }

  /** Takes one; 0 when there was one, else the seconds until there is. */
  take(nowMs: number): number {
    this.#left = Math.min(this.#most, this.#left + Math.max(0, nowMs - this.#at) * this.#perMs);
    this.#at = nowMs;
    if (this.#left < 1) return Math.max(1, Math.ceil((1 - this.#left) / this.#perMs / 1_000));
    this.#left -= 1;
    return 0;
  }
}
