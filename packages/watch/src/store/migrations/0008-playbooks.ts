import { type Kysely, sql } from 'kysely';

/** Decisions of every kind, playbooks that make them, campaigns of addresses, incidents that were merged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table critical_networks (
    network text primary key,
    note text not null,
    created_at timestamptz not null default now(),
    created_by text not null
  )`,
  `create table playbooks (
    id uuid primary key,
    ready text unique,
    name text not null unique,
    rule jsonb not null,
    is_on boolean not null,
    created_at timestamptz not null default now(),
    created_by text not null
  )`,
  `alter table decisions
    add column request_limit jsonb,
    add column playbook_id uuid references playbooks on delete set null`,
  `create index decisions_actor on decisions (actor_kind, actor_value) where undone_at is null`,
  `create table playbook_firings (
    id uuid primary key,
    playbook_id uuid not null references playbooks on delete cascade,
    app_id uuid references apps on delete cascade,
    at timestamptz not null default now(),
    actor_kind text not null,
    actor_value text not null,
    explanation text not null,
    decision_id uuid references decisions on delete set null,
    spared text
  )`,
  `create index playbook_firings_actor on playbook_firings (playbook_id, actor_kind, actor_value, at desc)`,
  `create index playbook_firings_recent on playbook_firings (playbook_id, id desc)`,
  `create table campaigns (
    id uuid primary key,
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    fingerprint bytea not null,
    detection text not null,
    shape text not null,
    user_agent text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    addresses int not null default 0
  )`,
  `create index campaigns_fingerprint on campaigns (app_id, fingerprint, last_seen desc)`,
  `create index campaigns_recent on campaigns (last_seen desc, id desc)`,
  `alter table incidents
    add column is_clustered boolean not null default false,
    add column campaign_id uuid references campaigns on delete set null,
    add column merged_into uuid references incidents on delete set null,
    add column merged_status text`,
  `create index incidents_unclustered on incidents (id)
    where not is_clustered and outcome = 'attack' and actor <> ''`,
  `create index incidents_campaign on incidents (campaign_id) where campaign_id is not null`,
  `create index incidents_merged on incidents (merged_into) where merged_into is not null`,
  `create index incidents_actor on incidents (actor, last_seen desc)`,
];
