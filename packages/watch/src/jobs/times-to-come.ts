import { sql } from 'kysely';
import { isToCome } from '../store/due.ts';
import type { Store } from '../store/schema.ts';

/**
 * What was heard of while the clock was ahead was heard of by now at the latest. Left as it is, a process
 * that ended meanwhile would live, and stand for its app, until that time has come.
 */
export async function takeBackTimesToCome(store: Store): Promise<void> {
  await sql`
    update instances set seen_at = now(), first_seen = least(first_seen, now())
    where ${isToCome(sql`seen_at`)}`.execute(store);
}
