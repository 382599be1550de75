import { type Selectable, sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { AttackersTable, Store } from '../store/schema.ts';

export type AttackerRow = Selectable<AttackersTable> & {
  /** Users who were seen from this address, the latest twenty. */
  readonly users: string[];
};

const touched = sql<string[]>`array(
  select user_id from user_sources s where s.app_id = attackers.app_id and s.kind = 'address'
    and s.value = attackers.address order by s.last_seen desc limit 20)`;

/** Addresses that attacked, the most recent first. */
export async function listAttackers(
  store: Store,
  scope: AppScope,
  filter: { readonly appId?: string | undefined; readonly address?: string | undefined },
  limit: number,
  after?: Cursor,
): Promise<Page<AttackerRow>> {
  let query = store
    .selectFrom('attackers')
    .selectAll()
    .where(isSeen(scope, 'app_id'))
    .select(touched.as('users'))
    .orderBy('last_seen', 'desc')
    .orderBy('address', 'desc')
    .orderBy('app_id', 'desc')
    .limit(limit + 1);
  if (filter.appId !== undefined) query = query.where('app_id', '=', filter.appId);
  if (filter.address !== undefined) query = query.where('address', '=', filter.address);
  if (after !== undefined) {
    const [address = '', appId = ''] = after.key.split('\n');
    query = query.where(
      sql<boolean>`(last_seen, address, app_id) < (${after.at}, ${address}, ${appId}::uuid)`,
    );
  }
  return pageOf(await query.execute(), limit, ({ last_seen, address, app_id }) => ({
    at: last_seen,
    key: `${address}\n${app_id}`,
  }));
}
