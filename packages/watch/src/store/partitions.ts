import { sql } from 'kysely';
import type { Store, StoreTransaction } from './schema.ts';

const dayMs = 86_400_000;
/** Any constant; held while partitions are made or dropped. */
const partitionLock = 7_277_002;
const lockNotAvailable = '55P03';
/** PostgreSQL, `SET STATISTICS`: 300 rows are read for each. */
const sampleTarget = 25;

/** The first instant of the UTC day that holds `time`. */
export function dayOf(time: Date | number): number {
  return Math.floor(Number(time) / dayMs) * dayMs;
}

function partitionName(day: number): string {
  return `events_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '_')}`;
}

/**
 * Makes the partitions of these days that are missing. Attached, not created in place: that would
 * wait for whoever reads events, such as a backup, and hold up every delivery behind it.
 */
export async function makePartitions(
  transaction: StoreTransaction,
  days: readonly number[],
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${partitionLock})`.execute(transaction);
  for (const day of days.toSorted((a, b) => a - b)) {
    const name = partitionName(day);
    const { rows } = await sql`select from pg_inherits
      where inhparent = 'events'::regclass and inhrelid = to_regclass(${name})`.execute(
      transaction,
    );
    if (rows.length > 0) continue;
    const table = sql.table(name);
    const [from, to] = [day, day + dayMs].map((at) => sql.lit(new Date(at).toISOString()));
    await sql`create table ${table} (like events including all excluding indexes)`.execute(
      transaction,
    );
    await sql`alter table events attach partition ${table} for values from (${from}) to (${to})`.execute(
      transaction,
    );
    await sampleLess(transaction, name);
  }
}

/**
 * Of each day PostgreSQL samples 7,500 rows, not 30,000, which it would read and sort again and again while a
 * day grows.
 */
async function sampleLess(transaction: StoreTransaction, table: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = 'events'::regclass and attnum > 0 and not attisdropped`.execute(transaction);
  const changes = rows.map(
    ({ name }) => sql`alter column ${sql.ref(name)} set statistics ${sql.lit(sampleTarget)}`,
  );
  await sql`alter table ${sql.table(table)} ${sql.join(changes)}`.execute(transaction);
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
    await this.#store.transaction().execute((transaction) => makePartitions(transaction, missing));
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
   * that an event which arrives meanwhile is never dropped with it. Left for the next time when
   * somebody reads for long, such as a backup: deliveries would wait behind the lock.
   */
  async dropIfEmpty(day: number): Promise<void> {
    this.#known.delete(day);
    const table = sql.table(partitionName(day));
    try {
      await this.#store.transaction().execute(async (transaction) => {
        await sql`set local lock_timeout = '2s'`.execute(transaction);
        await sql`select pg_advisory_xact_lock(${partitionLock})`.execute(transaction);
        await sql`lock table events in access exclusive mode`.execute(transaction);
        const { rows } = await sql`select 1 from ${table} limit 1`.execute(transaction);
        if (rows.length === 0) await sql`drop table ${table}`.execute(transaction);
      });
    } catch (error) {
      if ((error as { code?: unknown }).code !== lockNotAvailable) throw error;
    }
  }
}
