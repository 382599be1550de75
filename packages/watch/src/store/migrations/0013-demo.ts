import { type Kysely, sql } from 'kysely';

/** Apps that are made up, for looking around: nobody is told of what happens there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table apps add column is_demo boolean not null default false`.execute(db);
  await sql`create unique index apps_demo on apps (is_demo) where is_demo`.execute(db);
}
