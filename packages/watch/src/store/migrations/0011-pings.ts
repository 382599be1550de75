import { type Kysely, sql } from 'kysely';

/** Signs of life that others give to a monitor, with a token of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table monitors add column token_hash bytea`.execute(db);
  await sql`
    create table monitor_pings (
      monitor_id uuid not null references monitors on delete cascade,
      kind text not null,
      at timestamptz not null default clock_timestamp(),
      bytes bigint,
      primary key (monitor_id, kind, at)
    )`.execute(db);
}
