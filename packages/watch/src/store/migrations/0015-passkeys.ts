import { type Kysely, sql } from 'kysely';

/** Passkeys, and a second factor that owners must have. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table passkeys (
    id uuid primary key,
    person_id uuid not null references people on delete cascade,
    credential_id bytea not null unique,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    name text not null,
    created_at timestamptz not null default now(),
    used_at timestamptz
  )`,
  `create index passkeys_person on passkeys (person_id)`,
  `create table passkey_challenges (
    hash bytea primary key,
    purpose text not null,
    holder_hash bytea not null,
    created_at timestamptz not null default now()
  )`,
  `create table security_settings (
    is_only boolean primary key default true check (is_only),
    second_factor_for text not null default 'owners' check (second_factor_for in ('owners', 'everybody'))
  )`,
  `insert into security_settings default values`,
  `alter table people add column second_factor_due_at timestamptz`,
  // Owners of before get the same time as the first one of a new console.
  `update people set second_factor_due_at = now() + interval '24 hours' where role = 'owner'`,
];
