import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import type { PlaybookRule } from './rule.ts';

/** The most that one look reads. */
export const mostRises = 5_000;

/** A user whose risk rose past what the rule says. */
export interface RisenUser {
  readonly user_id: string;
  readonly app_id: string;
  readonly at: Date;
  readonly score_before: number;
  readonly score: number;
}

/** Users whose risk rose from below the rule's score to it or above since a time, the latest first. */
export async function risenUsers(
  store: Store,
  { apps, threshold }: PlaybookRule,
  since: Date,
): Promise<readonly RisenUser[]> {
  const ofApps = apps.length === 0 ? sql`true` : sql`r.app_id = any(${apps}::uuid[])`;
  const { rows } = await sql<RisenUser>`
    select r.user_id, r.app_id, r.at, r.score_before, r.score from user_risk_rises r
    join apps a on a.id = r.app_id and not a.is_demo
    where r.at >= ${since} and r.score_before < ${threshold} and r.score >= ${threshold} and ${ofApps}
    order by r.at desc limit ${mostRises}`.execute(store);
  return rows;
}

/** Why a playbook fired for a user. */
export function explainRise({ threshold }: PlaybookRule, rise: RisenUser): string {
  const { user_id, score, score_before } = rise;
  return `The risk of user ${user_id} rose from ${score_before} to ${score}; ${threshold} is enough.`;
}
