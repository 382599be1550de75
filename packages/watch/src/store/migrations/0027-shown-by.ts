import { type Kysely, sql } from 'kysely';

/** The commands that show a finding stand apart from how to mend it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table work_items add column shown_by text[] not null default '{}'`.execute(db);
}
