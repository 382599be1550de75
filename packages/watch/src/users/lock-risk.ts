import { sql } from 'kysely';
import type { StoreTransaction } from '../store/schema.ts';

/** Until the transaction ends nobody else reckons: two would wait for each other's users crosswise. */
export async function lockRisk(transaction: StoreTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('reckon risk', 0))`.execute(transaction);
}
