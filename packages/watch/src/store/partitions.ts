import { sql } from 'kysely';
import type { Store } from './schema.ts';

const dayMs = 86_400_000;
/** Any constant; held while partitions are made or dropped. */
const partitionLock = 7_277_002;

/** The first instant of the UTC day that holds `time`. */
export function dayOf(time: Date | number): number {
  return Math.floor(Number(time) / dayMs) * dayMs;
}

function partitionName(day: number): string {
  return `events_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '_')}`;
}

/** Days whose partition is known to exist: asked of the database once each. */
export class Partitions {
  readonly #store: Store;
  readonly #known = new Set<number>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Makes the partitions for these instants, in a transaction of their own. */
  async ensure(times: Iterable<Date | number>): Promise<void> {
    const missing = [...new Set([...times].map(dayOf))].filter((day) => !this.#known.has(day));
    if (missing.length === 0) return;
    await this.#store.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${partitionLock})`.execute(transaction);
      for (const day of missing.sort((a, b) => a - b)) {
        const [from, to] = [day, day + dayMs].map((at) => sql.lit(new Date(at).toISOString()));
        await sql`create table if not exists ${sql.table(partitionName(day))}
          partition of events for values from (${from}) to (${to})`.execute(transaction);
      }
    });
    for (const day of missing) this.#known.add(day);
  }

  /** Looks again at the next use. */
  forget(): void {
    this.#known.clear();
  }

  /** Every day that has a partition, oldest first. */
  async days(): Promise<readonly number[]> {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'events'::regclass order by 1`.execute(this.#store);
    return rows.map(({ name }) => Date.parse(`${name.slice(7).replaceAll('_', '-')}T00:00:00Z`));
  }

  /**
   * Takes a day away at once when nothing is in it. Looked at under a lock that no insert shares, so
   * that an event which arrives meanwhile is never dropped with it.
   */
  async dropIfEmpty(day: number): Promise<void> {
    this.#known.delete(day);
    const table = sql.table(partitionName(day));
    await this.#store.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${partitionLock})`.execute(transaction);
      await sql`lock table events in access exclusive mode`.execute(transaction);
      const { rows } = await sql`select 1 from ${table} limit 1`.execute(transaction);
      if (rows.length === 0) await sql`drop table ${table}`.execute(transaction);
    });
  }
}
