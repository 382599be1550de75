import { type Kysely, sql } from 'kysely';

/** What apps are made of, as guard told it, and advisories about packages of which code ran. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `alter table instances add column inventory jsonb, add column packages_digest text`,
  `create table package_lists (
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    digest text not null,
    touched_at timestamptz not null,
    packages jsonb not null,
    primary key (app_id, environment, digest)
  )`,
  `create table app_packages (
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    name text not null,
    version text not null,
    place text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    primary key (app_id, environment, name, version)
  )`,
  `create index app_packages_name on app_packages (name, version)`,
  `create table app_routes (
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    method text not null,
    pattern text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    requests bigint not null,
    modes jsonb not null,
    primary key (app_id, environment, method, pattern)
  ) with (fillfactor = 80)`,
  `create table app_outbound (
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    host text not null,
    port int not null,
    library text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    calls bigint not null,
    primary key (app_id, environment, host, port, library)
  ) with (fillfactor = 80)`,
  `create table advisories (
    id text primary key,
    summary text not null,
    severity text not null,
    severity_rank int not null,
    score real,
    aliases text[] not null,
    url text not null,
    modified text not null,
    published timestamptz,
    withdrawn_at timestamptz
  )`,
  `create table package_advisories (
    name text not null,
    version text not null,
    advisory_id text not null references advisories on delete cascade,
    primary key (name, version, advisory_id)
  )`,
  `create index package_advisories_advisory on package_advisories (advisory_id)`,
  `create table advisory_fixes (
    advisory_id text not null references advisories on delete cascade,
    name text not null,
    fixed_in text[] not null,
    primary key (advisory_id, name)
  )`,
  `create table advisory_lookups (
    name text not null,
    version text not null,
    looked_at timestamptz not null,
    primary key (name, version)
  )`,
  `create table advisory_hits (
    app_id uuid not null references apps on delete cascade,
    advisory_id text not null references advisories on delete cascade,
    first_seen timestamptz not null default now(),
    primary key (app_id, advisory_id)
  )`,
  `create table advisory_dismissals (
    id uuid primary key,
    advisory_id text not null references advisories on delete cascade,
    app_id uuid references apps on delete cascade,
    reason text not null,
    ends_at timestamptz not null,
    created_at timestamptz not null default now(),
    created_by text not null,
    undone_at timestamptz,
    undone_by text
  )`,
  `create index advisory_dismissals_advisory on advisory_dismissals (advisory_id, ends_at)`,
  // What an app that is silent had loaded when it was last seen still counts as loaded.
  `create view loaded_packages as
    select p.* from app_packages p
    join (select app_id, environment, max(seen_at) as seen_at from instances group by 1, 2) s
      on s.app_id = p.app_id and s.environment = p.environment
    where p.last_seen > s.seen_at - interval '60 minutes'`,
  `create view loaded_advisories as
    select p.app_id, p.environment, p.name, p.version, coalesce(f.fixed_in, '{}') as fixed_in, v.id as advisory_id, v.severity, v.severity_rank,
      exists (select from advisory_dismissals d where d.advisory_id = v.id and d.undone_at is null
        and d.ends_at > now() and (d.app_id is null or d.app_id = p.app_id)) as is_dismissed
    from loaded_packages p
    join package_advisories x on x.name = p.name and x.version = p.version
    join advisories v on v.id = x.advisory_id and v.withdrawn_at is null
    left join advisory_fixes f on f.advisory_id = v.id and f.name = p.name`,
];
