import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';

/** Clocks of servers and of the database are taken for alike within this. */
const skewSeconds = 60;

/**
 * What was heard of while the clock was ahead was heard of by now at the latest. Left as it is, a process
 * that ended meanwhile would live, and stand for its app, until that time has come.
 */
export async function takeBackTimesToCome(store: Store): Promise<void> {
  await sql`
    update instances set seen_at = now(), first_seen = least(first_seen, now())
    where seen_at > now() + make_interval(secs => ${skewSeconds})`.execute(store);
}
