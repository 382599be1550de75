import { type RawBuilder, sql } from 'kysely';
import { drillDays } from '../words/drill-days.ts';

/** When the next drill of a row of `apps` is due; of one that no guard has told of today there is none to run. */
export function drillDueAt(apps: string): RawBuilder<Date> {
  return sql<Date>`(greatest(${sql.ref(`${apps}.created_at`)},
    (select max(ended_at) from drills where app_id = ${sql.ref(`${apps}.id`)})) + make_interval(days => ${drillDays}))`;
}

/** Whether it is a real app, under guard, for which that day has come. */
export function isDrillDue(apps: string): RawBuilder<boolean> {
  return sql<boolean>`(not ${sql.ref(`${apps}.is_demo`)}
    and exists (select from instances where app_id = ${sql.ref(`${apps}.id`)} and seen_at > now() - interval '1 day')
    and ${drillDueAt(apps)} < now())`;
}
