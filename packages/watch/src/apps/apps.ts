import { sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { AppsTable, InstancesTable, Store } from '../store/schema.ts';
import type { Selectable } from 'kysely';
import { goneAfterSeconds } from '../words/gone-after.ts';

export type AppRow = Selectable<AppsTable> & {
  readonly instances: number;
  readonly seen_at: Date | null;
};

export async function listApps(store: Store, scope: AppScope): Promise<readonly AppRow[]> {
  const { rows } = await sql<AppRow>`
    select a.*, i.instances, i.seen_at from apps a
    left join lateral (
      select count(*) filter (where seen_at > now() - make_interval(secs => ${goneAfterSeconds}) or a.is_demo)::int as instances,
        max(seen_at) as seen_at from instances where app_id = a.id
    ) i on true where ${isSeen(scope, 'a.id')} order by a.name`.execute(store);
  return rows;
}

/** `undefined` when there is an app of this name. */
export async function addApp(
  store: Store,
  principal: Principal,
  name: string,
): Promise<string | undefined> {
  return store.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('apps')
      .values({ id: newId(), name })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added !== undefined) await record(transaction, principal, 'add app', name);
    return added?.id;
  });
}

export interface Retention {
  readonly retentionDays?: number | undefined;
  readonly maxBytes?: number | undefined;
}

/** How long and how much of an app's events is kept. False when there is no such app. */
export async function setRetention(
  store: Store,
  principal: Principal,
  id: string,
  { retentionDays, maxBytes }: Retention,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('apps')
      .set({
        ...(retentionDays !== undefined && { retention_days: retentionDays }),
        ...(maxBytes !== undefined && { max_bytes: maxBytes }),
        name: sql<string>`name`,
      })
      .where('id', '=', id)
      .where(isSeen(principal, 'id'))
      .returning('name')
      .executeTakeFirst();
    if (changed === undefined) return false;
    await record(transaction, principal, 'set retention', changed.name, {
      retentionDays,
      maxBytes,
    });
    return true;
  });
}

/**
 * Where drills may send a request to an app; `null`: nowhere. Whoever sets it says that the app is the
 * team's own. False when there is no such app.
 */
export async function setAddress(
  store: Store,
  principal: Principal,
  id: string,
  address: string | null,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('apps')
      .set({ address })
      .where('id', '=', id)
      .where(isSeen(principal, 'id'))
      .returning('name')
      .executeTakeFirst();
    if (changed === undefined) return false;
    await record(transaction, principal, 'set address', changed.name, { address });
    return true;
  });
}

/** The guarded processes of the last days, the most recently seen first. */
export async function listInstances(
  store: Store,
  scope: AppScope,
  appId: string | undefined,
): Promise<readonly Selectable<InstancesTable>[]> {
  let query = store
    .selectFrom('instances')
    .selectAll()
    .where(isSeen(scope, 'app_id'))
    .where('seen_at', '>', sql<Date>`now() - interval '7 days'`)
    .orderBy('seen_at', 'desc')
    .limit(1_000);
  if (appId !== undefined) query = query.where('app_id', '=', appId);
  return query.execute();
}
