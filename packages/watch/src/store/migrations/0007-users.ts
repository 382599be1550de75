import { type Kysely, sql } from 'kysely';

/** Users whom findings name, what is held against each, and what people are told of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `alter table events add column user_id text`,
  `create index events_user on events (app_id, user_id, at desc) where user_id is not null`,
  // What ingest saw of users, until the job has worked it in.
  `create table user_sightings (
    id bigint generated always as identity primary key,
    app_id uuid not null,
    user_id text not null,
    name text,
    incident_id uuid not null,
    address text,
    token text,
    detection text not null,
    outcome text not null,
    severity text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    events bigint not null,
    blocked bigint not null
  )`,
  `create table users (
    app_id uuid not null references apps on delete cascade,
    user_id text not null,
    name text,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    events bigint not null,
    blocked bigint not null,
    risk double precision not null default '-Infinity',
    told_score int,
    told_at timestamptz,
    primary key (app_id, user_id)
  )`,
  `create index users_risk on users (risk desc, user_id, app_id)`,
  `create table user_sources (
    app_id uuid not null,
    user_id text not null,
    kind text not null,
    value text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    events bigint not null,
    primary key (app_id, user_id, kind, value),
    foreign key (app_id, user_id) references users on delete cascade
  )`,
  `create index user_sources_value on user_sources (app_id, kind, value, last_seen desc)`,
  `create table user_signals (
    app_id uuid not null,
    user_id text not null,
    kind text not null,
    subject text not null,
    points double precision not null,
    at timestamptz not null,
    times bigint not null,
    primary key (app_id, user_id, kind, subject),
    foreign key (app_id, user_id) references users on delete cascade
  )`,
  `create table user_scores (
    app_id uuid not null,
    user_id text not null,
    hour timestamptz not null,
    score int not null,
    primary key (app_id, user_id, hour),
    foreign key (app_id, user_id) references users on delete cascade
  )`,
  `create table incident_users (
    incident_id uuid not null references incidents on delete cascade,
    user_id text not null,
    events bigint not null,
    primary key (incident_id, user_id)
  )`,
  `create table user_risk_settings (
    is_only boolean primary key default true check (is_only),
    threshold int not null default 10 check (threshold between 1 and 100)
  )`,
  `insert into user_risk_settings default values`,
];
