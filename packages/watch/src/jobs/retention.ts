import { sql } from 'kysely';
import { record } from '../people/audit.ts';
import { system } from '../people/principal.ts';
import { dayOf, type Partitions } from '../store/partitions.ts';
import type { Store } from '../store/schema.ts';
import { rollUp } from './rollup.ts';

const dayMs = 86_400_000;

/** A day of an app whose events are to go. */
interface Doomed {
  readonly app_id: string;
  readonly app: string;
  readonly day: string;
  readonly stored: number;
  readonly reason: 'age' | 'size';
}

/**
 * Deletes events that are past an app's age or size, whole days, never today; counts per hour stay. One
 * noisy app never evicts another's. What goes is written into the audit log: nothing disappears unexplained.
 */
export async function retain(store: Store, partitions: Partitions): Promise<void> {
  // Sizes are those of the days, which the rollup keeps.
  await rollUp(store);
  for (const doomed of await findDoomed(store)) await deleteDay(store, doomed);
  await dropEmpty(store, partitions);
}

async function findDoomed(store: Store): Promise<readonly Doomed[]> {
  const { rows } = await sql<Doomed>`
    with sized as (
      select d.app_id, a.name as app, d.day, d.stored,
        d.day < (now() at time zone 'UTC')::date - a.retention_days as is_old,
        d.day < (now() at time zone 'UTC')::date and
          sum(d.bytes) over (partition by d.app_id order by d.day desc) > a.max_bytes as is_over
      from event_days d join apps a on a.id = d.app_id
    )
    select app_id, app, day::text as day, stored, case when is_old then 'age' else 'size' end as reason
    from sized where is_old or is_over order by day`.execute(store);
  return rows;
}

async function deleteDay(
  store: Store,
  { app_id, app, day, stored, reason }: Doomed,
): Promise<void> {
  const from = new Date(`${day}T00:00:00Z`);
  await store.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('events')
      .where('app_id', '=', app_id)
      .where('at', '>=', from)
      .where('at', '<', new Date(from.getTime() + dayMs))
      .execute();
    await sql`delete from event_days where app_id = ${app_id} and day = ${day}::date`.execute(
      transaction,
    );
    await record(transaction, system, 'delete events', app, { day, stored, reason });
  });
}

/** Gives whole days back to the disk once no app has anything in them. */
async function dropEmpty(store: Store, partitions: Partitions): Promise<void> {
  const { rows } = await sql<{
    day: string;
  }>`select distinct day::text as day from event_days`.execute(store);
  const used = new Set(rows.map(({ day }) => Date.parse(`${day}T00:00:00Z`)));
  const recent = dayOf(Date.now()) - dayMs;
  for (const day of await partitions.days()) {
    if (day < recent && !used.has(day)) await partitions.dropIfEmpty(day);
  }
}
