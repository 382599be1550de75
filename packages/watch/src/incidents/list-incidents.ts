import { sql } from 'kysely';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { IncidentsTable, Store } from '../store/schema.ts';
import type { Selectable } from 'kysely';

export type IncidentRow = Omit<Selectable<IncidentsTable>, 'key'> & { readonly app: string };

export interface IncidentFilter {
  readonly appId?: string | undefined;
  readonly environment?: string | undefined;
  readonly status?: string | undefined;
  readonly actor?: string | undefined;
  readonly outcome?: string | undefined;
}

/** Incidents, the most recently active first. */
export async function listIncidents(
  store: Store,
  filter: IncidentFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<IncidentRow>> {
  let query = incidentRows(store)
    .orderBy('i.last_seen', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit + 1);
  if (filter.appId !== undefined) query = query.where('i.app_id', '=', filter.appId);
  if (filter.environment !== undefined)
    query = query.where('i.environment', '=', filter.environment);
  if (filter.status !== undefined) query = query.where('i.status', '=', filter.status);
  if (filter.actor !== undefined) query = query.where('i.actor', '=', filter.actor);
  if (filter.outcome !== undefined) query = query.where('i.outcome', '=', filter.outcome);
  if (after !== undefined)
    query = query.where(sql<boolean>`(i.last_seen, i.id) < (${after.at}, ${after.key}::uuid)`);
  return pageOf(await query.execute(), limit, ({ last_seen, id }) => ({ at: last_seen, key: id }));
}

export async function findIncident(store: Store, id: string): Promise<IncidentRow | undefined> {
  return incidentRows(store).where('i.id', '=', id).executeTakeFirst();
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- kysely's own type is unreadable written out
const incidentRows = (store: Store) =>
  store
    .selectFrom('incidents as i')
    .innerJoin('apps as a', 'a.id', 'i.app_id')
    .select([
      'i.id',
      'i.app_id',
      'a.name as app',
      'i.environment',
      'i.detection',
      'i.outcome',
      'i.severity',
      'i.severity_rank',
      'i.route',
      'i.actor',
      'i.first_seen',
      'i.last_seen',
      'i.events',
      'i.blocked',
      'i.status',
      'i.updated_at',
      'i.reason',
      'i.location',
      'i.acknowledged_at',
      'i.acknowledged_by',
    ]);
