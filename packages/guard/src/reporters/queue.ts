import type { Finding, Heartbeat } from '@castellan/core';
import type { Reporter } from './reporter.ts';
import { Repeats } from './repeats.ts';
import { Ring } from './ring.ts';

export interface QueueLimits {
  /** Findings that wait for delivery. */
  readonly capacity: number;
  /** Findings of one fingerprint that pass singly in one window. */
  readonly samples: number;
  readonly fingerprints: number;
  readonly windowMs: number;
}

const defaults: QueueLimits = {
  capacity: 1_000,
  samples: 3,
  fingerprints: 1_000,
  windowMs: 10_000,
};

const later = setImmediate;
const timer = setTimeout;

/**
 * Takes findings from the request's path and delivers them after it. Bounded: repeats are folded, and
 * past the bound findings are counted instead of kept. Idle, it holds no timer.
 */
export class FindingQueue implements Reporter {
  readonly name = 'queue';
  readonly #targets: readonly Reporter[];
  readonly #limits: QueueLimits;
  readonly #waiting: Ring<Finding>;
  readonly #repeats: Repeats;
  #refused = 0;
  #draining = false;
  #window: NodeJS.Timeout | undefined;

  constructor(targets: readonly Reporter[], limits: Partial<QueueLimits> = {}) {
    this.#targets = targets;
    this.#limits = { ...defaults, ...limits };
    this.#waiting = new Ring(this.#limits.capacity);
    this.#repeats = new Repeats(this.#limits.samples, this.#limits.fingerprints);
  }

  /** Findings refused for want of room, and what the targets lost; repeats included. */
  get lost(): number {
    return this.#targets.reduce((sum, { lost }) => sum + lost, this.#refused);
  }

  report(finding: Finding): void {
    this.#openWindow();
    if (!this.#repeats.fold(finding)) this.#enqueue(finding);
  }

  heartbeat(heartbeat: Heartbeat): void {
    for (const target of this.#targets) attempt(() => target.heartbeat(heartbeat));
  }

  async flush(): Promise<void> {
    this.#endWindow();
    this.#drain();
    await Promise.allSettled(this.#targets.map((target) => target.flush()));
  }

  close(): void {
    this.#endWindow();
    this.#drain();
    for (const target of this.#targets) attempt(() => target.close());
  }

  #enqueue(finding: Finding): void {
    if (!this.#waiting.push(finding)) {
      this.#refused += finding.count;
      return;
    }
    if (this.#draining) return;
    this.#draining = true;
    later(() => this.#drain()).unref();
  }

  #openWindow(): void {
    this.#window ??= timer(() => this.#endWindow(), this.#limits.windowMs).unref();
  }

  #endWindow(): void {
    clearTimeout(this.#window);
    this.#window = undefined;
    for (const finding of this.#repeats.take()) this.#enqueue(finding);
  }

  #drain(): void {
    this.#draining = false;
    for (let finding = this.#waiting.shift(); finding; finding = this.#waiting.shift()) {
      const next = finding;
      for (const target of this.#targets) attempt(() => target.report(next));
    }
  }
}

/** A reporter that breaks must not take the others or the app with it. */
function attempt(delivery: () => void): void {
  try {
    delivery();
  } catch {
    // Reporters promise not to throw; their own count of losses tells what went wrong.
  }
}
