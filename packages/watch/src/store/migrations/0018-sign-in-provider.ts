import { type Kysely, sql } from 'kysely';

/** Signing in through the team's own OpenID provider. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table sign_in_provider (
    is_only boolean primary key default true check (is_only),
    issuer text not null,
    client_id text not null,
    client_secret bytea,
    label text not null,
    is_on boolean not null,
    counts_second_factor boolean not null,
    rules jsonb not null,
    changed_at timestamptz not null default now()
  )`,
  `create table provider_links (
    id uuid primary key,
    person_id uuid not null references people on delete cascade,
    issuer text not null,
    subject text not null,
    email text not null,
    created_at timestamptz not null default now(),
    used_at timestamptz,
    unique (issuer, subject)
  )`,
  `create index provider_links_person on provider_links (person_id)`,
  `create table provider_attempts (
    hash bytea primary key,
    purpose text not null,
    holder_hash bytea not null,
    person_id uuid references people on delete cascade,
    created_at timestamptz not null default now()
  )`,
  // Whoever comes through the provider needs no password here.
  `alter table people alter column password_hash drop not null`,
  `alter table people add column is_provided boolean not null default false`,
  `alter table sessions add column has_provider_factor boolean not null default false`,
  `alter table sessions add column vouched_at timestamptz`,
];
