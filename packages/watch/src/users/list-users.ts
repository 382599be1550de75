import { type Selectable, sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { Store } from '../store/schema.ts';
import type { UsersTable } from '../store/user-schema.ts';

export type UserRow = Selectable<UsersTable>;

export interface UserFilter {
  readonly appId?: string | undefined;
  readonly user?: string | undefined;
  /** Only users who were seen from this address. */
  readonly address?: string | undefined;
}

/** Users whom findings name, those at most risk first. */
export async function listUsers(
  store: Store,
  scope: AppScope,
  { appId, user, address }: UserFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<UserRow>> {
  let query = store
    .selectFrom('users as u')
    .selectAll('u')
    .where(isSeen(scope, 'u.app_id'))
    .orderBy('u.risk', 'desc')
    .orderBy('u.user_id')
    .orderBy('u.app_id')
    .limit(limit + 1);
  if (appId !== undefined) query = query.where('u.app_id', '=', appId);
  if (user !== undefined) query = query.where('u.user_id', '=', user);
  if (address !== undefined) {
    query = query.where(sql<boolean>`exists (select from user_sources s where s.app_id = u.app_id
      and s.user_id = u.user_id and s.kind = 'address' and s.value = ${address})`);
  }
  if (after !== undefined) {
    const [risk = '', userId = '', app = ''] = after.key.split('\n');
    query = query.where(
      sql<boolean>`(u.risk < ${risk}::float8 or (u.risk = ${risk}::float8 and (u.user_id, u.app_id) > (${userId}, ${app}::uuid)))`,
    );
  }
  return pageOf(await query.execute(), limit, ({ last_seen, risk, user_id, app_id }) => ({
    at: last_seen,
    key: [risk, user_id.replaceAll('\n', ' '), app_id].join('\n'),
  }));
}
