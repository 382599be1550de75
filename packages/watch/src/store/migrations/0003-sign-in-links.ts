import { type Kysely, sql } from 'kysely';

/** Links that sign a person in on another device, once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table sign_in_links (
    hash bytea primary key,
    person_id uuid not null references people on delete cascade,
    created_at timestamptz not null default now()
  )`.execute(db);
}
