import type { Selectable } from 'kysely';
import { seesAll } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { mayDo } from '../people/roles.ts';
import { newId } from '../store/new-id.ts';
import type { SavedViewsTable, Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { namesApp } from './plan-search.ts';
import { parseQuery } from './query/parse.ts';

export type SavedView = Selectable<SavedViewsTable>;

/** A person’s own and the team’s, each. */
const maxViews = 50;

export interface ViewChange {
  readonly name?: string | undefined;
  readonly query?: string | undefined;
  readonly isShared?: boolean | undefined;
  readonly isPinned?: boolean | undefined;
}

export interface NewView {
  readonly name: string;
  readonly query: string;
  readonly isShared: boolean;
  readonly isPinned: boolean;
}

/** The asker’s own and those that are shared, by name. */
export async function listViews(store: Store, asker: Principal): Promise<readonly SavedView[]> {
  const rows = await store
    .selectFrom('saved_views')
    .selectAll()
    .where((where) => where.or([where('owner_id', '=', asker.id), where('is_shared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.filter((row) => isVisible(row, asker));
}

/** The name of an app is no secret that a shared view may tell to those who do not see the app. */
function isVisible({ owner_id, is_shared, query }: SavedView, asker: Principal): boolean {
  if (owner_id === asker.id) return true;
  return is_shared && (seesAll(asker) || !namesApp(parseQuery(query, Date.now())));
}

/** Why the asker may not share; `undefined` when they may. */
function sharingProblem(asker: Principal): string | undefined {
  if (!mayDo(asker.role, 'share views')) return 'Your role keeps views of its own only.';
  return seesAll(asker)
    ? undefined
    : 'A shared view is for every app, and you see some of them only.';
}

/** Keeps a query. Throws `QueryError` when it cannot be read. */
export async function addView(store: Store, asker: Principal, view: NewView): Promise<Done> {
  parseQuery(view.query, Date.now());
  const problem = view.isShared ? sharingProblem(asker) : undefined;
  if (problem !== undefined) return { ok: false, problem, isRefused: true };
  const id = newId();
  return store.transaction().execute(async (transaction): Promise<Done> => {
    const { count } = await transaction
      .selectFrom('saved_views')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('owner_id', '=', asker.id)
      .executeTakeFirstOrThrow();
    if (count >= maxViews) {
      return { ok: false, problem: `You keep ${maxViews} views already.`, isConflict: true };
    }
    await transaction
      .insertInto('saved_views')
      .values({
        id,
        owner_id: asker.id,
        created_by: asker.name,
        name: view.name,
        query: view.query,
        is_shared: view.isShared,
        is_pinned: view.isPinned,
      })
      .execute();
    if (view.isShared) await record(transaction, asker, 'share view', id, { ...view });
    return { ok: true, id };
  });
}

/** `undefined` when there is no such view that the asker may change. Throws as `addView` does. */
export async function changeView(
  store: Store,
  asker: Principal,
  id: string,
  change: ViewChange,
): Promise<Done | undefined> {
  if (change.query !== undefined) parseQuery(change.query, Date.now());
  return store.transaction().execute(async (transaction): Promise<Done | undefined> => {
    const view = await findChangeable(transaction, asker, id);
    if (view === undefined) return undefined;
    const becomesShared = change.isShared === true && !view.is_shared;
    const problem = becomesShared ? sharingProblem(asker) : undefined;
    if (problem !== undefined) return { ok: false, problem, isRefused: true };
    await transaction
      .updateTable('saved_views')
      .set({
        name: change.name ?? view.name,
        query: change.query ?? view.query,
        is_shared: change.isShared ?? view.is_shared,
        is_pinned: change.isPinned ?? view.is_pinned,
      })
      .where('id', '=', id)
      .execute();
    if (view.is_shared || becomesShared) {
      await record(transaction, asker, 'change shared view', id, { name: view.name, ...change });
    }
    return { ok: true, id };
  });
}

/** False when there is no such view that the asker may take away. */
export async function removeView(store: Store, asker: Principal, id: string): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const view = await findChangeable(transaction, asker, id);
    if (view === undefined) return false;
    await transaction.deleteFrom('saved_views').where('id', '=', id).execute();
    const { name, query, is_shared } = view;
    if (is_shared) await record(transaction, asker, 'remove shared view', id, { name, query });
    return true;
  });
}

/** Whoever made it changes it; a shared one also who manages the team’s. */
async function findChangeable(
  store: Store,
  asker: Principal,
  id: string,
): Promise<SavedView | undefined> {
  const view = await store
    .selectFrom('saved_views')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (view === undefined || view.owner_id === asker.id) return view;
  const managesShared = mayDo(asker.role, 'manage shared views') && seesAll(asker);
  return view.is_shared && managesShared ? view : undefined;
}
