import type { EvidenceCache } from './cache/evidence-cache.ts';
import type { Source } from './source.ts';

/** What a collector touches, so that a run can be told to keep from it. */
export const reaches = ['files', 'git', 'exec', 'network', 'root'] as const;
export type Reach = (typeof reaches)[number];

/** Facts that were found, with where from and when. */
interface Available<Value> {
  readonly status: 'available';
  readonly value: Value;
  /** In words: `git ls-files`, `package.json`. */
  readonly origin: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly elapsedMs: number;
}

/** Facts that cannot be had here. */
interface Unavailable {
  readonly status: 'unavailable';
  readonly reason: string;
  /** What would make them available, as an instruction. */
  readonly remedy: string;
}

/** A collector of ours broke: never the same as nothing found. */
interface Broken {
  readonly status: 'broken';
  readonly reason: string;
}

export type Evidence<Value> = Available<Value> | Unavailable | Broken;

/** Asks another collector; each runs once a session. */
export type Ask = <Value>(collector: Collector<Value>) => Promise<Evidence<Value>>;

/** One way to get facts. All I/O is behind `source`; values are plain data that JSON can carry. */
export interface Collector<Value> {
  readonly title: string;
  readonly reads: readonly Reach[];
  /** True when the value holds the text of files: archives leave it out unless asked. */
  readonly holdsSources?: boolean;
  /** Throws `CannotCollect` where the facts cannot be had; anything else thrown is a fault of ours. */
  collect(
    source: Source,
    ask: Ask,
    cache: EvidenceCache,
  ): Promise<{ value: Value; origin: string }>;
}

/** The value that a collector yields. */
export type ValueOf<Of> = Of extends Collector<infer Value> ? Value : never;

/** The facts cannot be had here; `remedy` says what would make them available. */
export class CannotCollect extends Error {
  override readonly name = 'CannotCollect';
  readonly remedy: string;

  constructor(reason: string, remedy: string, options?: ErrorOptions) {
    super(reason, options);
    this.remedy = remedy;
  }
}

/** The value, or `CannotCollect` with the reason of the collector that has none. */
export async function required<Value>(ask: Ask, collector: Collector<Value>): Promise<Value> {
  const evidence = await ask(collector);
  if (evidence.status === 'available') return evidence.value;
  if (evidence.status === 'unavailable') throw new CannotCollect(evidence.reason, evidence.remedy);
  throw new Error(evidence.reason);
}
