import { sql } from 'kysely';
import { isDrillDue } from '../store/drill-due.ts';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';

export interface HourCount {
  readonly hour: Date;
  readonly blocked: number;
  readonly logged: number;
}

/** Events per hour: those that are rolled up, and those that were stored since. */
export async function eventsPerHour(
  store: Store,
  scope: AppScope,
  from: Date,
  appId: string | undefined,
): Promise<readonly HourCount[]> {
  const cells = store
    .selectFrom('event_hours')
    .select(['app_id', 'hour', 'disposition', 'events'])
    .unionAll(
      store.selectFrom('rollup_pending').select(['app_id', 'hour', 'disposition', 'events']),
    );
  let query = store
    .selectFrom(cells.as('cells'))
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
    .where(isSeen(scope, 'app_id'))
    .groupBy('hour')
    .orderBy('hour');
  if (appId !== undefined) query = query.where('app_id', '=', appId);
  return query.execute();
}

export interface OpenIncidents {
  readonly severity: string;
  readonly count: number;
}

export async function openIncidentsBySeverity(
  store: Store,
  scope: AppScope,
): Promise<readonly OpenIncidents[]> {
  return store
    .selectFrom('incidents')
    .select(['severity', sql<number>`count(*)::int`.as('count')])
    .where('status', '=', 'open')
    .where('drill_id', 'is', null)
    .where(isSeen(scope, 'app_id'))
    .groupBy('severity')
    .execute();
}

/**
 * Guarded apps of which no drill has shown for long that people would be told of an attack. An app that was
 * added a short while ago is not on the list: its team has that before them.
 */
export async function appsWithoutDrill(
  store: Store,
  scope: AppScope,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select a.id, a.name from apps a
    where ${isDrillDue('a')} and ${isSeen(scope, 'a.id')}
    order by a.name limit 200`.execute(store);
  return rows;
}
