import { type Kysely, sql } from 'kysely';

/** Reports of check, what they say of practices, and the work of mending. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table reports (
    id uuid primary key,
    app_id uuid not null references apps on delete cascade,
    environment text not null,
    kind text not null,
    target text not null,
    digest bytea not null,
    commit text,
    castellan text not null,
    rules_digest text not null,
    is_whole boolean not null,
    time timestamptz not null,
    received_at timestamptz not null default now(),
    findings int not null,
    practices jsonb not null,
    unique (app_id, digest)
  )`,
  `create index reports_recent on reports (app_id, id desc)`,
  `create table rule_says (
    app_id uuid not null references apps on delete cascade,
    kind text not null,
    target text not null,
    rule text not null,
    practice text not null,
    status text not null,
    reason text not null,
    title text,
    controls text[] not null default '{}',
    attestation jsonb,
    at timestamptz not null,
    since timestamptz not null,
    primary key (app_id, kind, target, rule)
  )`,
  `create table practice_says (
    app_id uuid not null references apps on delete cascade,
    kind text not null,
    target text not null,
    practice text not null,
    status text not null,
    expression text not null,
    at timestamptz not null,
    primary key (app_id, kind, target, practice)
  )`,
  `create table practice_states (
    app_id uuid not null references apps on delete cascade,
    practice text not null,
    status text not null,
    since timestamptz not null,
    evidence_at timestamptz,
    primary key (app_id, practice)
  )`,
  `create table practice_changes (
    app_id uuid not null references apps on delete cascade,
    practice text not null,
    at timestamptz not null,
    status text not null,
    primary key (app_id, practice, at)
  )`,
  `create index practice_changes_recent on practice_changes (at desc)`,
  `create table work_items (
    id uuid primary key,
    app_id uuid not null references apps on delete cascade,
    origin text not null,
    kind text,
    target text,
    fingerprint text,
    incident_id uuid unique references incidents on delete cascade,
    rule text not null,
    practice text,
    severity text not null,
    priority text not null,
    priority_rank int not null,
    title text not null,
    advice text not null,
    place text,
    state text not null default 'open',
    assignee_id uuid references people,
    due_at timestamptz not null,
    accepted_reason text,
    accepted_by text,
    accepted_until text,
    opened_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    seen_at timestamptz not null,
    reopened int not null default 0,
    told_overdue_at timestamptz,
    unique (app_id, kind, target, fingerprint)
  )`,
  `create index work_items_recent on work_items (updated_at desc, id desc)`,
  `create index work_items_due on work_items (due_at) where state in ('open', 'in-work')`,
  `create index work_items_assignee on work_items (assignee_id, updated_at desc)`,
  `create table work_notes (
    id uuid primary key,
    item_id uuid not null references work_items on delete cascade,
    at timestamptz not null default now(),
    author text not null,
    kind text not null,
    text text not null
  )`,
  `create index work_notes_item on work_notes (item_id, id)`,
  `create table work_settings (
    is_only boolean primary key default true check (is_only),
    critical_days int not null default 3,
    high_days int not null default 14,
    medium_days int not null default 45,
    low_days int not null default 90,
    stale_days int not null default 30
  )`,
  `insert into work_settings default values`,
  `create table replays (
    id uuid primary key,
    item_id uuid not null references work_items on delete cascade,
    started_at timestamptz not null default now(),
    started_by text not null,
    ends_at timestamptz not null,
    input text not null,
    outcome text not null default 'watching',
    seen int not null default 0
  )`,
  `create index replays_watching on replays (ends_at) where outcome = 'watching'`,
  `create index replays_item on replays (item_id, id desc)`,
  `create table exception_proposals (
    id uuid primary key,
    item_id uuid not null references work_items on delete cascade,
    detection text not null,
    route text not null,
    input text not null,
    reason text not null,
    until text not null,
    diff text not null,
    after_text text not null,
    state text not null default 'proposed',
    asked_by_id uuid not null,
    asked_by text not null,
    asked_at timestamptz not null default now(),
    decided_by text,
    decided_at timestamptz
  )`,
  `create index exception_proposals_item on exception_proposals (item_id, id desc)`,
  `create table evidence_key (
    is_only boolean primary key default true check (is_only),
    public_key text not null,
    private_key bytea not null,
    created_at timestamptz not null default now()
  )`,
  `alter table instances add column exceptions jsonb not null default '[]'`,
];
