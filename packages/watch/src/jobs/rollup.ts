import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';

const rowsAtOnce = 20_000;

/**
 * Adds what ingest has queued to the hours and days. Taking from the queue and adding are one
 * transaction, so that every event is counted once, also when a server dies in the middle. Returns
 * how many rows were taken.
 */
export async function rollUp(store: Store): Promise<number> {
  let total = 0;
  for (;;) {
    const taken = await takeSome(store);
    total += taken;
    if (taken < rowsAtOnce) return total;
  }
}

async function takeSome(store: Store): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    with taken as (
      delete from rollup_pending where id in (
        select id from rollup_pending order by id limit ${rowsAtOnce} for update skip locked)
      returning *
    ), hours as (
      insert into event_hours as h (app_id, hour, environment, detection, disposition, severity, route, events)
      select app_id, hour, environment, detection, disposition, severity, route, sum(events)
      from taken group by 1, 2, 3, 4, 5, 6, 7
      on conflict (app_id, hour, environment, detection, disposition, severity, route)
        do update set events = h.events + excluded.events
    ), days as (
      insert into event_days as d (app_id, day, stored, bytes)
      select app_id, (hour at time zone 'UTC')::date, sum(stored), sum(bytes) from taken group by 1, 2
      on conflict (app_id, day) do update set
        stored = d.stored + excluded.stored, bytes = d.bytes + excluded.bytes
    )
    select count(*)::int as taken from taken`.execute(store);
  return rows[0]?.taken ?? 0;
}
