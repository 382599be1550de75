import { sql } from 'kysely';
import { prepared } from '../store/prepared.ts';
import type { StoreTransaction } from '../store/schema.ts';

/** What of an app, and of what it is told to, a delivery needs to know. */
export interface AppState {
  readonly isDemo: boolean;
  /** Some destination is sent events, or incidents. */
  readonly isForwarded: boolean;
  /** There is a channel on which people are told. */
  readonly isTold: boolean;
}

/**
 * Takes the app's lock until the transaction ends: one delivery at a time, so that incidents are found and
 * made without a race. Keeps the app from being taken away meanwhile, and throws when it was. Asked after
 * the lock, in a statement of its own: what was decided while this one waited counts.
 */
export async function lockApp(transaction: StoreTransaction, appId: string): Promise<AppState> {
  await sql`${prepared} select pg_advisory_xact_lock(hashtextextended(${appId}, 0))`.execute(
    transaction,
  );
  const { rows } = await sql<AppState>`${prepared}
    select is_demo as "isDemo",
      exists(select from destinations where sources && '{event,incident}') as "isForwarded",
      exists(select from channels where not is_paused) as "isTold"
    from apps where id = ${appId} for key share`.execute(transaction);
  const [state] = rows;
  if (state === undefined) throw new Error(`there is no app ${appId} any more`);
  return state;
}
