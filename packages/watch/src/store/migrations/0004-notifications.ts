import { type Kysely, sql } from 'kysely';

/** Channels to people, what they are to be told, and what became of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `alter table incidents add column acknowledged_at timestamptz, add column acknowledged_by text`,
  `create table channels (
    id uuid primary key,
    name text not null unique,
    kind text not null,
    settings jsonb not null,
    secrets bytea,
    rules jsonb not null,
    is_paused boolean not null default false,
    created_at timestamptz not null default now(),
    created_by text not null,
    tokens double precision not null,
    tokens_at timestamptz not null default now(),
    summary_at timestamptz not null default now(),
    reminded_at timestamptz not null default now()
  )`,
  `create table outbox (
    id bigint generated always as identity primary key,
    incident_id uuid not null references incidents on delete cascade,
    cause text not null
  )`,
  `create table deliveries (
    id uuid primary key,
    channel_id uuid not null references channels on delete cascade,
    incident_id uuid references incidents on delete cascade,
    cause text not null,
    severity text not null,
    title text not null,
    alert jsonb not null,
    state text not null,
    held_by text,
    attempts int not null default 0,
    due_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    status int,
    problem text,
    summary_id uuid
  )`,
  `create index deliveries_due on deliveries (channel_id, due_at) where state = 'waiting'`,
  `create index deliveries_gathered on deliveries (channel_id, id) where state = 'gathered'`,
  `create index deliveries_channel on deliveries (channel_id, id desc)`,
  `create index deliveries_incident on deliveries (incident_id, channel_id)`,
  `create unique index deliveries_escalated on deliveries (channel_id, incident_id) where cause = 'escalated'`,
];
