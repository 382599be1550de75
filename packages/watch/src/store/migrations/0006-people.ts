import { type Kysely, sql } from 'kysely';

/** People and API tokens that see some apps only; `null` is all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table people add column apps uuid[]`.execute(db);
  await sql`alter table tokens add column apps uuid[], add check (apps is null or kind = 'api')`.execute(
    db,
  );
}
