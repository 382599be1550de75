import { type Kysely, sql } from 'kysely';

/** Breaches of vendors, how hosts look from inside, and monitors that somebody has acknowledged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table vendor_breaches (
    vendor_id uuid not null references vendors on delete cascade,
    name text not null,
    title text not null,
    breached_on text,
    added_at timestamptz,
    data_classes text[] not null,
    is_news boolean not null,
    first_seen timestamptz not null default now(),
    handled_at timestamptz,
    handled_by text,
    primary key (vendor_id, name)
  )`,
  `create table host_states (
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    host text not null,
    received_at timestamptz not null default now(),
    state jsonb not null,
    primary key (app_id, environment, host)
  )`,
  `alter table monitors
    add column secrets bytea,
    add column found jsonb,
    add column acknowledged_at timestamptz,
    add column acknowledged_by text,
    add column acknowledged_until timestamptz,
    add column acknowledged_reason text`,
];
