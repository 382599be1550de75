import { sql } from 'kysely';
import type { StoreTransaction } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';
import { lockRisk } from './lock-risk.ts';
import { pointsOf, type RiskWeights, riskOf, scoreOf } from './risk.ts';
import { groupByUser, type TouchedUser, type UserSignal } from './score-users.ts';

const usersAtOnce = 2_000;

/**
 * Reckons every user by other weights. That a score is another one now is no rise: what people were
 * told of last is set to it, and no playbook looks at it.
 */
export async function reckonAnew(
  transaction: StoreTransaction,
  before: RiskWeights,
  after: RiskWeights,
  now: Date,
): Promise<void> {
  await lockRisk(transaction);
  let last: TouchedUser | undefined;
  for (;;) {
    const users = await usersAfter(transaction, last);
    last = users.at(-1);
    if (last === undefined) return;
    await reckonSome(transaction, users, before, after, now);
  }
}

interface UserRisk extends TouchedUser {
  readonly risk: number;
}

async function usersAfter(
  transaction: StoreTransaction,
  last: TouchedUser | undefined,
): Promise<readonly UserRisk[]> {
  const after =
    last === undefined
      ? sql`true`
      : sql`(app_id, user_id) > (${last.app_id}::uuid, ${last.user_id})`;
  const { rows } = await sql<UserRisk>`
    select app_id, user_id, risk from users where ${after}
    order by app_id, user_id limit ${usersAtOnce}`.execute(transaction);
  return rows;
}

async function reckonSome(
  transaction: StoreTransaction,
  users: readonly UserRisk[],
  before: RiskWeights,
  after: RiskWeights,
  now: Date,
): Promise<void> {
  const json = storableJson(users.map(({ app_id, user_id }) => ({ app_id, user_id })));
  const { rows } = await sql<UserSignal>`
    select s.app_id, s.user_id, s.kind, s.subject, s.severity, s.points, s.at, s.times from user_signals s
    join json_to_recordset(${json}::json) as n (app_id uuid, user_id text)
      on s.app_id = n.app_id and s.user_id = n.user_id`.execute(transaction);
  const signals = rows.map((row) => ({ ...row, points: pointsOf(row, after) }));
  await sql`
    update user_signals s set points = n.points
    from json_to_recordset(${storableJson(signals)}::json) as n (
      app_id uuid, user_id text, kind text, subject text, points double precision)
    where s.app_id = n.app_id and s.user_id = n.user_id and s.kind = n.kind and s.subject = n.subject`.execute(
    transaction,
  );
  const byUser = groupByUser(signals);
  const scores = users.map(({ app_id, user_id, risk: old }) => {
    const risk = riskOf(byUser.get(`${app_id} ${user_id}`) ?? [], now, after.halfLifeDays);
    const score = scoreOf(risk, now, after.halfLifeDays);
    return {
      app_id,
      user_id,
      risk: Number.isFinite(risk) ? risk : null,
      score,
      is_more: score > scoreOf(old, now, before.halfLifeDays),
    };
  });
  await sql`
    update users u set risk = coalesce(n.risk, '-Infinity'),
      told_score = case when n.is_more then n.score else u.told_score end,
      told_at = case when n.is_more then ${now}::timestamptz else u.told_at end
    from json_to_recordset(${storableJson(scores)}::json) as n (
      app_id uuid, user_id text, risk double precision, score int, is_more boolean)
    where u.app_id = n.app_id and u.user_id = n.user_id`.execute(transaction);
}
