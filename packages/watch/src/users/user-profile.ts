import { type Selectable, sql } from 'kysely';
import { type AppScope, seesApp } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';
import type { UserSignalsTable, UserSourcesTable } from '../store/user-schema.ts';
import type { UserRow } from './list-users.ts';

const mostSources = 50;
const historyDays = 30;

export interface UserProfile {
  readonly user: UserRow;
  readonly signals: readonly Selectable<UserSignalsTable>[];
  readonly sources: readonly Selectable<UserSourcesTable>[];
  readonly scores: readonly { readonly hour: Date; readonly score: number }[];
}

/** Everything about one user of an app; `undefined` when no finding has named it, or the app is not seen. */
export async function userProfile(
  store: Store,
  scope: AppScope,
  appId: string,
  userId: string,
): Promise<UserProfile | undefined> {
  if (!seesApp(scope, appId)) return undefined;
  const user = await store
    .selectFrom('users')
    .selectAll()
    .where('app_id', '=', appId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (user === undefined) return undefined;
  const signals = await store
    .selectFrom('user_signals')
    .selectAll()
    .where('app_id', '=', appId)
    .where('user_id', '=', userId)
    .execute();
  const sources = await store
    .selectFrom('user_sources')
    .selectAll()
    .where('app_id', '=', appId)
    .where('user_id', '=', userId)
    .orderBy('last_seen', 'desc')
    .limit(mostSources)
    .execute();
  const scores = await store
    .selectFrom('user_scores')
    .select(['hour', 'score'])
    .where('app_id', '=', appId)
    .where('user_id', '=', userId)
    .where('hour', '>', sql<Date>`now() - ${historyDays} * interval '1 day'`)
    .orderBy('hour')
    .execute();
  return { user, signals, sources, scores };
}
