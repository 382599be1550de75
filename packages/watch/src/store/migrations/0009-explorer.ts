import { type Kysely, sql } from 'kysely';

/** Queries that people keep, their own or the team's; hours found by time alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table saved_views (
    id uuid primary key,
    owner_id uuid not null,
    created_by text not null,
    created_at timestamptz not null default now(),
    name text not null,
    query text not null,
    is_shared boolean not null,
    is_pinned boolean not null
  )`.execute(db);
  await sql`create index saved_views_owner on saved_views (owner_id)`.execute(db);
  await sql`create index saved_views_shared on saved_views (name) where is_shared`.execute(db);
  await sql`create index event_hours_hour on event_hours (hour desc)`.execute(db);
}
