import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';

/** How often something may be tried in one window. Counted in the store, so that every server counts alike. */
export interface AttemptLimit {
  readonly key: string;
  readonly most: number;
  readonly windowSeconds: number;
}

/**
 * Counts one attempt; the seconds to wait when it was one too many, else 0. A window that ends later
 * than a new one would is of a clock that went ahead: it begins anew.
 */
export async function countAttempt(store: Store, limit: AttemptLimit): Promise<number> {
  const { key, most, windowSeconds } = limit;
  const { rows } = await sql<{ count: number; wait: number }>`
    insert into attempts as a (key, count, resets_at)
    values (${key}, 1, now() + make_interval(secs => ${windowSeconds}))
    on conflict (key) do update set
      count = case when a.resets_at > now() and a.resets_at <= excluded.resets_at then a.count + 1 else 1 end,
      resets_at = case when a.resets_at > now() then least(a.resets_at, excluded.resets_at) else excluded.resets_at end
    returning count, ceil(extract(epoch from resets_at - now()))::int as wait`.execute(store);
  const counted = rows[0];
  return counted === undefined || counted.count <= most ? 0 : Math.max(1, counted.wait);
}

/** Forgets the attempts under a key: one that succeeded clears those that failed. */
export async function clearAttempts(store: Store, key: string): Promise<void> {
  await store.deleteFrom('attempts').where('key', '=', key).execute();
}
