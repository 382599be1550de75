import { type Kysely, sql } from 'kysely';

/** Places to which watch sends on what it stores, and the log from which it does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table destinations (
    id uuid primary key,
    name text not null unique,
    kind text not null,
    settings jsonb not null,
    secrets bytea,
    sources text[] not null,
    is_paused boolean not null default false,
    created_at timestamptz not null default now(),
    created_by text not null,
    cursor_seq bigint not null,
    next_at timestamptz not null default now(),
    failures int not null default 0,
    sent bigint not null default 0,
    refused bigint not null default 0,
    dropped bigint not null default 0,
    sent_at timestamptz,
    problem text,
    problem_at timestamptz
  )`,
  // Written with what it is about; numbered afterwards, in the order in which that became visible.
  `create table forward_log (
    id bigint generated always as identity primary key,
    seq bigint,
    source text not null,
    ref uuid not null,
    at timestamptz,
    cause text,
    logged_at timestamptz not null default now()
  )`,
  `create unique index forward_log_seq on forward_log (seq) where seq is not null`,
  `create index forward_log_new on forward_log (id) where seq is null`,
];
