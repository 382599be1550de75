import type { PracticeId } from '@castellan/core';
import { type Selectable, sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';
import type { RuleSaysTable } from '../store/work-schema.ts';
import { liveEvidence, type LiveEvidence, readLiveFacts } from './live-evidence.ts';

export interface PracticeCell {
  readonly app_id: string;
  readonly practice: string;
  readonly status: string;
  readonly since: Date;
  readonly evidence_at: Date | null;
}

/** How many practices stood how at the end of a day, over all apps that are asked for. */
export interface TrendDay {
  readonly day: string;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
}

export async function practiceCells(
  store: Store,
  scope: AppScope,
  appId: string | undefined,
): Promise<readonly PracticeCell[]> {
  let query = store.selectFrom('practice_states').selectAll().where(isSeen(scope, 'app_id'));
  if (appId !== undefined) query = query.where('app_id', '=', appId);
  return query.execute();
}

/** The last days, made of changes only: what did not change since is as it was. */
export async function practiceTrend(
  store: Store,
  scope: AppScope,
  appId: string | undefined,
  days: number,
): Promise<readonly TrendDay[]> {
  const { rows } = await sql<TrendDay>`
    with days as (
      select d::date as day, least(d + interval '1 day', now()) as until
      from generate_series(
        date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - make_interval(days => ${days - 1}),
        now(), interval '1 day') as d
    ), stood as (
      select days.day, c.status from days
      join lateral (
        select distinct on (app_id, practice) status from practice_changes
        where at <= days.until and ${isSeen(scope, 'app_id')} and (${appId ?? null}::uuid is null or app_id = ${appId ?? null}::uuid)
        order by app_id, practice, at desc
      ) c on true
    )
    select to_char(days.day, 'YYYY-MM-DD') as day,
      (count(*) filter (where status in ('pass', 'attested')))::int as pass,
      (count(*) filter (where status in ('fail', 'error')))::int as fail,
      (count(*) filter (where status = 'unknown'))::int as unknown
    from days left join stood using (day) group by days.day order by days.day`.execute(store);
  return rows;
}

/** Everything that is known of one practice. */
export interface PracticeDetail {
  readonly cells: readonly PracticeCell[];
  readonly rules: readonly (Selectable<RuleSaysTable> & { readonly app: string })[];
  readonly live: readonly (LiveEvidence & { readonly appId: string })[];
  readonly changes: readonly {
    readonly appId: string;
    readonly at: Date;
    readonly status: string;
  }[];
}

export async function practiceDetail(
  store: Store,
  scope: AppScope,
  practice: PracticeId,
): Promise<PracticeDetail> {
  const apps = await store.selectFrom('apps').select('id').where(isSeen(scope, 'id')).execute();
  const facts = await readLiveFacts(store);
  const [cells, rules, changes] = await Promise.all([
    store
      .selectFrom('practice_states')
      .selectAll()
      .where('practice', '=', practice)
      .where(isSeen(scope, 'app_id'))
      .execute(),
    store
      .selectFrom('rule_says as r')
      .innerJoin('apps as a', 'a.id', 'r.app_id')
      .selectAll('r')
      .select('a.name as app')
      .where('r.practice', '=', practice)
      .where(isSeen(scope, 'r.app_id'))
      .orderBy('a.name')
      .orderBy('r.rule')
      .limit(1_000)
      .execute(),
    store
      .selectFrom('practice_changes')
      .select(['app_id', 'at', 'status'])
      .where('practice', '=', practice)
      .where(isSeen(scope, 'app_id'))
      .orderBy('at', 'desc')
      .limit(200)
      .execute(),
  ]);
  const live = apps.flatMap(({ id }) =>
    liveEvidence(id, facts)
      .filter((one) => one.practice === practice)
      .map((one) => ({ ...one, appId: id })),
  );
  return {
    cells,
    rules,
    live,
    changes: changes.map(({ app_id, at, status }) => ({ appId: app_id, at, status })),
  };
}
