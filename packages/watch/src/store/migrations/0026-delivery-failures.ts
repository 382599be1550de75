import { type Kysely, sql } from 'kysely';

/** Tries that failed, beside those that were begun: one that is under way has not failed yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column failures int not null default 0`.execute(db);
  await sql`update deliveries set failures = attempts where problem is not null`.execute(db);
}
