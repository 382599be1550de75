const ingestKinds = ['accepted', 'duplicates', 'rejected', 'refused'] as const;
export type IngestCounts = Readonly<Record<(typeof ingestKinds)[number], number>>;

/** What this process has done since it began: no other server of the store knows of it. */
export class Meters {
  readonly #ingest = { accepted: 0, duplicates: 0, rejected: 0, refused: 0 };
  readonly #jobs = new Map<string, number>();

  /** A delivery, by what became of its lines; or one that was sent back whole. */
  countIngest(counts: Partial<IngestCounts>): void {
    for (const kind of ingestKinds) this.#ingest[kind] += counts[kind] ?? 0;
  }

  /** A job that was done here, and not on another server. */
  jobDone(name: string, nowMs: number = performance.now()): void {
    this.#jobs.set(name, nowMs);
  }

  get ingest(): IngestCounts {
    return this.#ingest;
  }

  /** Seconds since each job was last done here. */
  jobAges(nowMs: number = performance.now()): readonly (readonly [string, number])[] {
    return [...this.#jobs].map(([name, at]) => [name, (nowMs - at) / 1_000]);
  }
}
