/** How much is taken in at once, so that a flood is slowed at its source and memory stays bounded. */
export interface GateLimits {
  /** Deliveries being stored. */
  readonly atOnce: number;
  /** Deliveries that wait for their turn. */
  readonly waiting: number;
  /** Bytes, as sent, that one token may deliver in a minute; twice that in a burst. */
  readonly bytesPerMinute: number;
}

const defaults: GateLimits = { atOnce: 4, waiting: 32, bytesPerMinute: 64 * 1_048_576 };

/** What one token may still send, and since when. */
interface Allowance {
  bytes: number;
  sinceMs: number;
}

/** Lets deliveries through in the order in which they came. */
export class DeliveryGate {
  readonly #limits: GateLimits;
  readonly #allowances = new Map<string, Allowance>();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(limits: Partial<GateLimits> = {}) {
    this.#limits = { ...defaults, ...limits };
  }

  /** False when too many wait already: the sender is to come back later. */
  hasRoom(): boolean {
    return this.#queue.length < this.#limits.waiting;
  }

  /** Runs `work` in its turn. */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#limits.atOnce) {
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // The turn goes to the next in line; only without one is it given back.
      const next = this.#queue.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  /** Charges a token for what it sent; the seconds that it is to wait when that was too much, else 0. */
  charge(tokenId: string, bytes: number, nowMs: number = performance.now()): number {
    const { bytesPerMinute } = this.#limits;
    const allowance = this.#allowances.get(tokenId) ?? {
      bytes: 2 * bytesPerMinute,
      sinceMs: nowMs,
    };
    const earned = ((nowMs - allowance.sinceMs) * bytesPerMinute) / 60_000;
    const left = Math.min(2 * bytesPerMinute, allowance.bytes + earned);
    const isEnough = left >= bytes;
    this.#allowances.set(tokenId, { bytes: isEnough ? left - bytes : left, sinceMs: nowMs });
    return isEnough ? 0 : Math.max(1, Math.ceil(((bytes - left) * 60) / bytesPerMinute));
  }
}
