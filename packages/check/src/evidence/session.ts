import { type Ask, CannotCollect, type Collector, type Evidence, type Reach } from './collector.ts';
import { type EvidenceCache, noCache } from './cache/evidence-cache.ts';
import type { Source } from './source.ts';

/** What a session may touch, and who hears of its progress. */
export interface SessionOptions {
  /** Reaches that collectors must do without. */
  readonly refused?: readonly Reach[];
  /** What collectors made of the same contents before; nothing is remembered when left out. */
  readonly cache?: EvidenceCache;
  readonly onCollect?: (title: string) => void;
}

/** How long a collector took, the wait for others included. */
export interface Timing {
  readonly title: string;
  readonly elapsedMs: number;
}

/** One look at a source: each collector runs when first asked, once. */
export class Session {
  readonly #source: Source;
  readonly #options: SessionOptions;
  readonly #asked = new Map<Collector<unknown>, Promise<Evidence<unknown>>>();
  readonly timings: Timing[] = [];

  constructor(source: Source, options: SessionOptions = {}) {
    this.#source = source;
    this.#options = options;
  }

  readonly ask: Ask = <Value>(collector: Collector<Value>): Promise<Evidence<Value>> => {
    const before = this.#asked.get(collector);
    if (before) return before as Promise<Evidence<Value>>;
    const running = this.#collect(collector);
    this.#asked.set(collector, running);
    return running;
  };

  async #collect<Value>(collector: Collector<Value>): Promise<Evidence<Value>> {
    const refused = collector.reads.find((reach) => this.#options.refused?.includes(reach));
    if (refused !== undefined) {
      const reason = `${collector.title} needs ${refused}, which this run keeps from`;
      return { status: 'unavailable', reason, remedy: `allow ${refused}` };
    }
    this.#options.onCollect?.(collector.title);
    const started = performance.now();
    const elapsed = (): number => Math.round(performance.now() - started);
    try {
      const { value, origin } = await collector.collect(
        this.#source,
        this.ask,
        this.#options.cache ?? noCache,
      );
      const time = new Date().toISOString();
      return { status: 'available', value, origin, time, elapsedMs: elapsed() };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof CannotCollect)
        return { status: 'unavailable', reason, remedy: error.remedy };
      return { status: 'broken', reason: `${collector.title}: ${reason}` };
    } finally {
      this.timings.push({ title: collector.title, elapsedMs: elapsed() });
    }
  }
}
