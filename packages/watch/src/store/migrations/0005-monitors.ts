import { type Kysely, sql } from 'kysely';

/** Scheduled looks at the outside, and what they found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table monitors (
    id uuid primary key,
    name text not null unique,
    kind text not null,
    settings jsonb not null,
    is_paused boolean not null default false,
    created_at timestamptz not null default now(),
    created_by text not null,
    next_at timestamptz not null default now(),
    state text not null default 'unknown',
    state_since timestamptz not null default now(),
    step text,
    seen text,
    seen_count int not null default 0,
    remembered jsonb,
    checked_at timestamptz,
    summary text,
    facts jsonb not null default '[]'
  )`,
  `create table monitor_looks (
    monitor_id uuid not null references monitors on delete cascade,
    at timestamptz not null,
    level text not null,
    summary text not null,
    primary key (monitor_id, at)
  )`,
  `alter table outbox alter column incident_id drop not null, add column alert jsonb,
    add check ((incident_id is null) <> (alert is null))`,
];
