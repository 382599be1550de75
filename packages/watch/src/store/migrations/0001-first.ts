import { type Kysely, sql } from 'kysely';

/** The first released schema. Migrations are written in plain SQL and never changed once released. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table apps (
    id uuid primary key,
    name text not null unique,
    created_at timestamptz not null default now(),
    retention_days int not null default 90 check (retention_days between 1 and 3650),
    max_bytes bigint not null default 2147483648 check (max_bytes > 0)
  )`,
  `create table people (
    id uuid primary key,
    email text not null,
    name text not null,
    password_hash text not null,
    role text not null,
    created_at timestamptz not null default now(),
    disabled_at timestamptz,
    totp_secret text,
    totp_pending text,
    recovery_hashes bytea[] not null default '{}',
    totp_last_step bigint not null default 0
  )`,
  `create unique index people_email on people (lower(email))`,
  `create table setup_links (hash bytea primary key, created_at timestamptz not null default now())`,
  `create table sessions (
    hash bytea primary key,
    person_id uuid not null references people on delete cascade,
    created_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    address text not null,
    user_agent text not null
  )`,
  `create index sessions_person on sessions (person_id)`,
  `create table tokens (
    id uuid primary key,
    kind text not null,
    hash bytea not null unique,
    hint text not null,
    name text not null,
    app_id uuid references apps on delete cascade,
    environment text,
    role text,
    created_by uuid references people on delete set null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    used_at timestamptz,
    revoked_at timestamptz,
    check ((kind = 'ingest' and app_id is not null and environment is not null and role is null)
        or (kind = 'api' and app_id is null and role is not null))
  )`,
  `create table audit (
    id uuid primary key,
    at timestamptz not null default now(),
    actor_kind text not null,
    actor_id uuid,
    actor_name text not null,
    address text not null,
    act text not null,
    subject text not null,
    details jsonb not null
  )`,
  `create table attempts (
    key text primary key,
    count int not null,
    resets_at timestamptz not null
  )`,
  `create table events (
    at timestamptz not null,
    id uuid not null,
    app_id uuid not null,
    environment text not null,
    instance text not null,
    detection text not null,
    outcome text not null,
    severity text not null,
    disposition text not null,
    route text not null,
    address text,
    count int not null,
    bytes int not null,
    incident_id uuid not null,
    received_at timestamptz not null default now(),
    is_misdated boolean not null default false,
    finding jsonb not null,
    primary key (at, id)
  ) partition by range (at)`,
  `create index events_app on events (app_id, at desc, id)`,
  `create index events_incident on events (incident_id, at desc, id)`,
  `create index events_address on events (address, at desc) where address is not null`,
  `create index events_misdated on events (id) where is_misdated`,
  `create table incidents (
    id uuid primary key,
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    key bytea not null,
    detection text not null,
    outcome text not null,
    severity text not null,
    severity_rank int not null,
    route text not null,
    actor text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    events bigint not null,
    blocked bigint not null,
    status text not null default 'open',
    updated_at timestamptz not null default now(),
    reason text not null,
    location text
  )`,
  `create index incidents_key on incidents (app_id, key, last_seen desc)`,
  `create index incidents_recent on incidents (last_seen desc, id desc)`,
  `create table attackers (
    app_id uuid not null references apps on delete cascade,
    address text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    events bigint not null,
    blocked bigint not null,
    detections text[] not null,
    user_agents text[] not null,
    primary key (app_id, address)
  )`,
  `create index attackers_recent on attackers (last_seen desc, address desc)`,
  `create table instances (
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    instance text not null,
    first_seen timestamptz not null,
    seen_at timestamptz not null,
    node_version text not null,
    guard_version text not null,
    coverage jsonb not null,
    counters jsonb not null,
    primary key (app_id, environment, instance)
  )`,
  `create table policy (is_only boolean primary key default true check (is_only), version bigint not null)`,
  `insert into policy (version) values (1)`,
  `create table decisions (
    id uuid primary key,
    app_id uuid references apps on delete cascade,
    action text not null,
    actor_kind text not null,
    actor_value text not null,
    reason text not null,
    includes_critical boolean not null,
    created_at timestamptz not null default now(),
    created_by text not null,
    ends_at timestamptz not null,
    undone_at timestamptz,
    undone_by text
  )`,
  `create index decisions_ends on decisions (ends_at)`,
  `create table rollup_pending (
    id bigint generated always as identity primary key,
    app_id uuid not null,
    environment text not null,
    hour timestamptz not null,
    detection text not null,
    disposition text not null,
    severity text not null,
    route text not null,
    events bigint not null,
    stored bigint not null,
    bytes bigint not null
  )`,
  `create table event_hours (
    app_id uuid not null references apps on delete cascade,
    hour timestamptz not null,
    environment text not null,
    detection text not null,
    disposition text not null,
    severity text not null,
    route text not null,
    events bigint not null,
    primary key (app_id, hour, environment, detection, disposition, severity, route)
  )`,
  `create table event_days (
    app_id uuid not null references apps on delete cascade,
    day date not null,
    stored bigint not null,
    bytes bigint not null,
    primary key (app_id, day)
  )`,
];
