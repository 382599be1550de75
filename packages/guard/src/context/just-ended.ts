const MAX_COUNT = 64;
const MAX_MILLISECONDS = 30_000;
/** Of bodies, together. The newest is kept whatever its length. */
const MAX_BODY_BYTES = 1_048_576;

interface Ended<Context> {
  readonly context: Context;
  readonly time: number;
  readonly bodyBytes: number;
}

/**
 * Requests that were refused or cut off a short while ago. Here guard itself keeps what nobody else
 * may need any more, so it is bounded in number, time and bytes: a body that was parsed and searched
 * takes up to ten times its length.
 */
export class JustEnded<Context extends { readonly bodyBytes: number }> {
  #all: Ended<Context>[] = [];
  #bodyBytes = 0;

  add(context: Context, now: number): void {
    const { bodyBytes } = context;
    this.#all.push({ context, time: now, bodyBytes });
    this.#bodyBytes += bodyBytes;
    this.#forget(now);
  }

  /** Oldest first. */
  contexts(now: number): readonly Context[] {
    if (this.#all.length === 0) return [];
    this.#forget(now);
    return this.#all.map(({ context }) => context);
  }

  #forget(now: number): void {
    let first = 0;
    for (; first < this.#all.length; first += 1) {
      const { time, bodyBytes } = this.#all[first] as Ended<Context>;
      const left = this.#all.length - first;
      const isTooMuch = left > MAX_COUNT || (left > 1 && this.#bodyBytes > MAX_BODY_BYTES);
      if (!isTooMuch && now - time <= MAX_MILLISECONDS) break;
      this.#bodyBytes -= bodyBytes;
    }
    if (first > 0) this.#all = this.#all.slice(first);
  }
}
