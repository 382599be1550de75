import { type Kysely, sql } from 'kysely';

/** Who else holds the team's data, and what was found that is no vendor. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table vendors (
    id uuid primary key,
    name text not null,
    domain text not null unique,
    data text not null,
    owner_id uuid references people on delete set null,
    contact text not null,
    criticality text not null,
    agreed_on text,
    review_on text,
    told_review_on text,
    notes text not null,
    created_at timestamptz not null default now(),
    created_by text not null
  )`,
  `create table ignored_domains (
    domain text primary key,
    created_at timestamptz not null default now(),
    created_by text not null
  )`,
];
