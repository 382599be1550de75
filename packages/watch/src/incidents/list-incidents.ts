import { type AliasedRawBuilder, type RawBuilder, sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { IncidentsTable, Store } from '../store/schema.ts';
import type { Selectable } from 'kysely';

export type IncidentRow = Omit<Selectable<IncidentsTable>, 'key' | 'merged_status' | 'country'> & {
  readonly app: string;
  readonly is_demo: boolean;
  /** The decision in force that keeps the actor out, the latest. */
  readonly block_id: string | null;
  readonly block_since: Date | null;
  /** Users in whose name it was done, at most twenty. */
  readonly users: string[];
};

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
  scope: AppScope,
  filter: IncidentFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<IncidentRow>> {
  let query = incidentRows(store)
    .where('i.merged_into', 'is', null)
    .where(isSeen(scope, 'i.app_id'))
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

export async function findIncident(
  store: Store,
  scope: AppScope,
  id: string,
): Promise<IncidentRow | undefined> {
  return incidentRows(store)
    .where('i.id', '=', id)
    .where(isSeen(scope, 'i.app_id'))
    .executeTakeFirst();
}

/** Those for which the condition holds, of which `i` is the incident; the most recently active first. */
export async function incidentsWhere(
  store: Store,
  scope: AppScope,
  condition: RawBuilder<boolean>,
  limit: number,
): Promise<readonly IncidentRow[]> {
  return incidentRows(store)
    .where(condition)
    .where(isSeen(scope, 'i.app_id'))
    .orderBy('i.last_seen', 'desc')
    .limit(limit)
    .execute();
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- kysely's own type is unreadable written out
const incidentRows = (store: Store) =>
  store
    .selectFrom('incidents as i')
    .innerJoin('apps as a', 'a.id', 'i.app_id')
    .leftJoinLateral(blockInForce, (join) => join.onTrue())
    .select([
      'i.id',
      'i.app_id',
      'a.name as app',
      'a.is_demo',
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
      'i.campaign_id',
      'i.merged_into',
      'i.drill_id',
      'b.block_id',
      'b.block_since',
      affected.as('users'),
    ]);

const affected = sql<string[]>`array(
  select user_id from incident_users iu where iu.incident_id = i.id order by iu.events desc limit 20)`;

/** Addresses by index; networks in force are few. */
const blockInForce = (): AliasedRawBuilder<
  { block_id: string | null; block_since: Date | null },
  'b'
> =>
  sql<{ block_id: string | null; block_since: Date | null }>`(
    select id as block_id, created_at as block_since from (
      select id, created_at, app_id, ends_at, action from decisions
      where undone_at is null and actor_kind = 'address' and actor_value = i.actor
      union all
      select id, created_at, app_id, ends_at, action from decisions
      where undone_at is null and actor_kind = 'network' and i.actor <> ''
        and case actor_kind when 'network' then actor_value::inet >>= i.actor::inet else false end
    ) d
    where ends_at > now() and action = 'block' and (app_id is null or app_id = i.app_id)
    order by id desc limit 1)`.as('b');
