import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';

export interface HourCount {
  readonly hour: Date;
  readonly blocked: number;
  readonly logged: number;
}

/** Events per hour, from the rollup; what was stored within the last minute may be missing. */
export async function eventsPerHour(
  store: Store,
  from: Date,
  appId: string | undefined,
): Promise<readonly HourCount[]> {
  let query = store
    .selectFrom('event_hours')
    .select([
      'hour',
      sql<number>`coalesce(sum(events) filter (where disposition = 'blocked'), 0)::float8`.as(
        'blocked',
      ),
      sql<number>`coalesce(sum(events) filter (where disposition <> 'blocked'), 0)::float8`.as(
        'logged',
      ),
    ])
    .where('hour', '>=', from)
    .groupBy('hour')
    .orderBy('hour');
  if (appId !== undefined) query = query.where('app_id', '=', appId);
  return query.execute();
}

export interface OpenIncidents {
  readonly severity: string;
  readonly count: number;
}

export async function openIncidentsBySeverity(store: Store): Promise<readonly OpenIncidents[]> {
  return store
    .selectFrom('incidents')
    .select(['severity', sql<number>`count(*)::int`.as('count')])
    .where('status', '=', 'open')
    .groupBy('severity')
    .execute();
}
