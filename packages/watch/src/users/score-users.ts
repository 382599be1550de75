import { sql } from 'kysely';
import type { StoreTransaction } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';
import { riskOf, type RiskWeights, scoreOf, type Signal, type SignalFacts } from './risk.ts';
import { tellOfRise } from './tell-of-rise.ts';

/** A user of an app whom new sightings are about. */
export interface TouchedUser {
  readonly app_id: string;
  readonly user_id: string;
}

export type UserSignal = Signal & SignalFacts & TouchedUser;

/** Reckons the risk of users from what is held against them; rises are kept, and told. */
export async function scoreUsers(
  transaction: StoreTransaction,
  touched: readonly TouchedUser[],
  { halfLifeDays }: RiskWeights,
  now: Date,
): Promise<void> {
  const { rows } = await sql<UserSignal>`
    select s.app_id, s.user_id, s.kind, s.subject, s.severity, s.points, s.at, s.times from user_signals s
    join json_to_recordset(${storableJson(touched)}::json) as n (app_id uuid, user_id text)
      on s.app_id = n.app_id and s.user_id = n.user_id`.execute(transaction);
  const byUser = groupByUser(rows);
  const scores = touched.map(({ app_id, user_id }) => {
    const risk = riskOf(byUser.get(`${app_id} ${user_id}`) ?? [], now, halfLifeDays);
    return {
      app_id,
      user_id,
      risk: Number.isFinite(risk) ? risk : null,
      score: scoreOf(risk, now, halfLifeDays),
    };
  });
  const json = storableJson(scores);
  await keepRises(transaction, scores, halfLifeDays, now);
  await sql`
    update users u set risk = coalesce(n.risk, '-Infinity')
    from json_to_recordset(${json}::json) as n (app_id uuid, user_id text, risk double precision)
    where u.app_id = n.app_id and u.user_id = n.user_id`.execute(transaction);
  await tellOfRise(transaction, scores, now);
  await sql`
    insert into user_scores as s (app_id, user_id, hour, score)
    select app_id, user_id, date_trunc('hour', ${now}::timestamptz, 'UTC'), score
    from json_to_recordset(${json}::json) as n (app_id uuid, user_id text, score int)
    on conflict (app_id, user_id, hour) do update set score = excluded.score`.execute(transaction);
}

/** What scores are before they change, against what they will be. */
async function keepRises(
  transaction: StoreTransaction,
  scores: readonly (TouchedUser & { readonly score: number })[],
  halfLifeDays: number,
  now: Date,
): Promise<void> {
  const { rows } = await sql<TouchedUser & { risk: number }>`
    select u.app_id, u.user_id, u.risk from users u
    join json_to_recordset(${storableJson(scores)}::json) as n (app_id uuid, user_id text)
      on u.app_id = n.app_id and u.user_id = n.user_id`.execute(transaction);
  const before = new Map(
    rows.map((row) => [`${row.app_id} ${row.user_id}`, scoreOf(row.risk, now, halfLifeDays)]),
  );
  const rises = scores
    .map(({ app_id, user_id, score }) => ({
      app_id,
      user_id,
      at: now,
      score_before: before.get(`${app_id} ${user_id}`) ?? score,
      score,
    }))
    .filter(({ score, score_before }) => score > score_before);
  if (rises.length > 0) await transaction.insertInto('user_risk_rises').values(rises).execute();
}

export function groupByUser<Row extends TouchedUser>(
  rows: readonly Row[],
): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.app_id} ${row.user_id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
