import { type AppScope, isSeen } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';

/** The incident and those that were merged into it: whose events are its timeline. */
export async function withMerged(
  store: Store,
  scope: AppScope,
  id: string,
): Promise<readonly string[]> {
  const parts = await store
    .selectFrom('incidents')
    .select('id')
    .where('merged_into', '=', id)
    .where(isSeen(scope, 'app_id'))
    .execute();
  return [id, ...parts.map((part) => part.id)];
}
