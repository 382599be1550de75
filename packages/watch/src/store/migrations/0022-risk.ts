import { type Kysely, sql } from 'kysely';

/** What counts how much in a user's risk, when it rose, and who gets new work. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const points = (name: string, standard: number): string =>
  `add column ${name} int not null default ${standard} check (${name} between 0 and 50)`;

const statements: readonly string[] = [
  `alter table user_risk_settings
    ${[
      points('critical_points', 12),
      points('high_points', 8),
      points('medium_points', 4),
      points('low_points', 2),
      points('attacker_address_points', 5),
      points('token_elsewhere_points', 8),
      points('network_points', 2),
      points('weakness_points', 1),
      'add column half_life_days int not null default 7 check (half_life_days between 1 and 90)',
    ].join(', ')}`,
  // So that points can be reckoned anew when what counts how much is changed.
  `alter table user_signals add column severity text`,
  `update user_signals set severity = case round(points / least(3, 1 + log(greatest(1, times)::numeric))::float8)
      when 12 then 'critical' when 8 then 'high' when 4 then 'medium' else 'low' end
    where kind = 'attack'`,
  `create table user_risk_rises (
    id bigint generated always as identity primary key,
    app_id uuid not null,
    user_id text not null,
    at timestamptz not null,
    score_before int not null,
    score int not null,
    foreign key (app_id, user_id) references users on delete cascade
  )`,
  `create index user_risk_rises_at on user_risk_rises (at)`,
  `create index user_risk_rises_user on user_risk_rises (app_id, user_id)`,
  `alter table work_settings
    add column default_assignee uuid references people on delete set null`,
];
