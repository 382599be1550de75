import { type Selectable, sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { DrillsTable } from '../store/drill-schema.ts';
import type { Store } from '../store/schema.ts';

export type DrillRow = Selectable<DrillsTable> & {
  readonly app: string;
  readonly channel: string | null;
  readonly incident_id: string | null;
};

/** Drills, the latest first. */
export async function listDrills(
  store: Store,
  scope: AppScope,
  appId: string | undefined,
  limit: number,
  after?: Cursor,
): Promise<Page<DrillRow>> {
  let query = drillRows(store)
    .where(isSeen(scope, 'd.app_id'))
    .orderBy('d.id', 'desc')
    .limit(limit + 1);
  if (appId !== undefined) query = query.where('d.app_id', '=', appId);
  if (after !== undefined) query = query.where('d.id', '<', after.key);
  return pageOf(await query.execute(), limit, ({ started_at, id }) => ({
    at: started_at,
    key: id,
  }));
}

export async function findDrill(
  store: Store,
  scope: AppScope,
  id: string,
): Promise<DrillRow | undefined> {
  return drillRows(store)
    .where('d.id', '=', id)
    .where(isSeen(scope, 'd.app_id'))
    .executeTakeFirst();
}

export async function runningDrills(store: Store): Promise<readonly DrillRow[]> {
  return drillRows(store).where('d.ended_at', 'is', null).execute();
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- kysely's own type is unreadable written out
const drillRows = (store: Store) =>
  store
    .selectFrom('drills as d')
    .innerJoin('apps as a', 'a.id', 'd.app_id')
    .leftJoin('channels as c', 'c.id', 'd.channel_id')
    .selectAll('d')
    .select(['a.name as app', 'c.name as channel', incidentOf.as('incident_id')]);

const incidentOf = sql<string | null>`(
  select id from incidents i where i.drill_id = d.id order by id limit 1)`;
