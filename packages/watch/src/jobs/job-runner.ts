import { sql } from 'kysely';
import type { Meters } from '../meters/meters.ts';
import { maxConnections } from '../store/connection.ts';
import type { Store } from '../store/schema.ts';

/** Work that is done again and again, by one server at a time. */
export interface Job {
  readonly name: string;
  readonly everySeconds: number;
  run(): Promise<void>;
}

/** First number of the jobs' advisory locks; the second is made of the name. */
const jobLock = 7_277_004;

/** Each holds a connection for its lock and wants others for its work: so many leave enough of them. */
const mostAtOnce = maxConnections / 2;

/** Runs jobs at their pace. Of several servers on one store the one that gets a job's lock runs it. */
export class JobRunner {
  readonly #store: Store;
  readonly #jobs: readonly Job[];
  readonly #onError: (error: unknown) => void;
  readonly #meters: Meters | undefined;
  readonly #timers: NodeJS.Timeout[] = [];
  /** In the order in which their turns came. */
  readonly #waiting = new Set<Job>();
  readonly #running = new Map<Job, Promise<void>>();

  constructor(
    store: Store,
    jobs: readonly Job[],
    onError: (error: unknown) => void,
    meters?: Meters,
  ) {
    this.#store = store;
    this.#jobs = jobs;
    this.#onError = onError;
    this.#meters = meters;
  }

  start(): void {
    for (const job of this.#jobs) {
      const turn = (): void => this.#takeTurn(job);
      this.#timers.push(setInterval(turn, job.everySeconds * 1_000).unref());
    }
  }

  /** A turn that comes while the job still runs or waits is left out. */
  #takeTurn(job: Job): void {
    if (!this.#running.has(job)) this.#waiting.add(job);
    this.#runWaiting();
  }

  #runWaiting(): void {
    for (const job of this.#waiting) {
      if (this.#running.size >= mostAtOnce) return;
      this.#waiting.delete(job);
      const run = this.runOnce(job)
        .then(
          () => undefined,
          (error: unknown) => this.#onError(error),
        )
        .finally(() => {
          this.#running.delete(job);
          this.#runWaiting();
        });
      this.#running.set(job, run);
    }
  }

  /** Runs a job now, unless another server does; says whether it ran. */
  async runOnce(job: Job): Promise<boolean> {
    return this.#store.connection().execute(async (connection) => {
      const { rows } = await sql<{ got: boolean }>`
        select pg_try_advisory_lock(${jobLock}, hashtext(${job.name})) as got`.execute(connection);
      if (rows[0]?.got !== true) return false;
      try {
        await job.run();
        this.#meters?.jobDone(job.name);
      } finally {
        await sql`select pg_advisory_unlock(${jobLock}, hashtext(${job.name}))`.execute(connection);
      }
      return true;
    });
  }

  /** Resolves when what runs has ended. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#waiting.clear();
    await Promise.all(this.#running.values());
  }
}
