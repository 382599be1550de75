import { type Kysely, sql } from 'kysely';

/** Drills: harmless attacks whose way to people is timed, and where apps may be sent one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table drills (
    id uuid primary key,
    app_id uuid not null references apps on delete cascade,
    way text not null,
    target text,
    channel_id uuid references channels on delete set null,
    started_by text not null,
    started_at timestamptz not null default now(),
    gives_up_at timestamptz not null,
    sent_at timestamptz,
    answer jsonb,
    event_at timestamptz,
    incident_at timestamptz,
    environment text,
    disposition text,
    ended_at timestamptz,
    outcome text,
    report jsonb
  )`,
  `create index drills_app on drills (app_id, id desc)`,
  // One at a time: two would be told apart by nobody who hears of them.
  `create unique index drills_running on drills (app_id) where ended_at is null`,
  `alter table incidents add column drill_id uuid references drills on delete set null`,
  `create index incidents_drill on incidents (drill_id) where drill_id is not null`,
  `alter table events add column drill_id uuid`,
  `alter table apps add column address text`,
];
