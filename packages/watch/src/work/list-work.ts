import { type Selectable, sql } from 'kysely';
import { type AppScope, everyApp, isSeen } from '../people/app-scope.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { Store } from '../store/schema.ts';
import type { WorkItemsTable } from '../store/work-schema.ts';
import { dueStates, type WorkState } from './work-state.ts';

export type WorkRow = Selectable<WorkItemsTable> & {
  readonly app: string;
  readonly assignee: string | null;
};

export interface WorkFilter {
  readonly appId?: string | undefined;
  /** `due` stands for all that somebody has to do something about. */
  readonly state?: WorkState | 'due' | undefined;
  readonly assigneeId?: string | undefined;
  readonly isUnassigned?: boolean | undefined;
  readonly priority?: string | undefined;
  readonly practice?: string | undefined;
  readonly origin?: string | undefined;
  readonly isOverdue?: boolean | undefined;
}

/** Work, the most recently changed first. */
export async function listWork(
  store: Store,
  scope: AppScope,
  filter: WorkFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<WorkRow>> {
  let query = workRows(store, scope)
    .orderBy('w.updated_at', 'desc')
    .orderBy('w.id', 'desc')
    .limit(limit + 1);
  const { appId, state, assigneeId, priority, practice, origin } = filter;
  if (appId !== undefined) query = query.where('w.app_id', '=', appId);
  if (state === 'due') query = query.where('w.state', 'in', [...dueStates]);
  else if (state !== undefined) query = query.where('w.state', '=', state);
  if (assigneeId !== undefined) query = query.where('w.assignee_id', '=', assigneeId);
  if (filter.isUnassigned === true) query = query.where('w.assignee_id', 'is', null);
  if (priority !== undefined) query = query.where('w.priority', '=', priority);
  if (practice !== undefined) query = query.where('w.practice', '=', practice);
  if (origin !== undefined) query = query.where('w.origin', '=', origin);
  if (filter.isOverdue === true) {
    query = query.where('w.state', 'in', [...dueStates]).where('w.due_at', '<', sql<Date>`now()`);
  }
  if (after !== undefined)
    query = query.where(sql<boolean>`(w.updated_at, w.id) < (${after.at}, ${after.key}::uuid)`);
  return pageOf(await query.execute(), limit, ({ updated_at, id }) => ({
    at: updated_at,
    key: id,
  }));
}

/** Of nothing but the apps that somebody sees. */
export async function findWork(
  store: Store,
  id: string,
  scope: AppScope = everyApp,
): Promise<WorkRow | undefined> {
  return workRows(store, scope).where('w.id', '=', id).executeTakeFirst();
}

/** The item of an incident, where somebody took it up. */
export async function workOfIncident(
  store: Store,
  incidentId: string,
  scope: AppScope,
): Promise<WorkRow | undefined> {
  return workRows(store, scope).where('w.incident_id', '=', incidentId).executeTakeFirst();
}

/** How much there is to do: in all, and by one person. */
export async function countWork(
  store: Store,
  scope: AppScope & { readonly id: string },
): Promise<{ readonly due: number; readonly mine: number; readonly overdue: number }> {
  const { rows } = await sql<{ due: number; mine: number; overdue: number }>`
    select count(*)::int as due, count(*) filter (where assignee_id = ${scope.id})::int as mine,
      count(*) filter (where due_at < now())::int as overdue
    from work_items where state in ('open', 'in-work') and ${isSeen(scope, 'app_id')}`.execute(
    store,
  );
  return rows[0] ?? { due: 0, mine: 0, overdue: 0 };
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- kysely's own type is unreadable written out
const workRows = (store: Store, scope: AppScope) =>
  store
    .selectFrom('work_items as w')
    .innerJoin('apps as a', 'a.id', 'w.app_id')
    .leftJoin('people as p', 'p.id', 'w.assignee_id')
    .selectAll('w')
    .select(['a.name as app', 'p.name as assignee'])
    .where(isSeen(scope, 'w.app_id'));
