import { type Selectable, sql } from 'kysely';
import { type AppScope, isSeen, seesAll, seesApp } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import { newId } from '../store/new-id.ts';
import type {
  PlaybookFiringsTable,
  PlaybooksTable,
  Store,
  StoreTransaction,
} from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { type ReadyPlaybook, readyPlaybooks } from './ready.ts';
import type { PlaybookRule } from './rule.ts';

/** A playbook as it stands. */
export interface Playbook {
  readonly id: string;
  readonly name: string;
  readonly rule: PlaybookRule;
  readonly isOn: boolean;
  readonly createdBy: string;
  /** What watch says of it, for a ready one. */
  readonly ready: ReadyPlaybook | undefined;
}

/** A playbook with how often it fired. */
export interface PlaybookState extends Playbook {
  readonly firedLastWeek: number;
  readonly firedAt: Date | null;
}

type PlaybooksRow = Selectable<PlaybooksTable>;
export type FiringRow = Selectable<PlaybookFiringsTable> & {
  readonly is_in_force: boolean;
};

/** Every playbook. Ready ones that this version brings are stored when they are first looked for. */
export async function listPlaybooks(store: Store): Promise<readonly Playbook[]> {
  let rows = await readRows(store);
  const missing = readyPlaybooks.filter(({ ready }) => rows.every((row) => row.ready !== ready));
  if (missing.length > 0) {
    await store
      .insertInto('playbooks')
      .values(
        missing.map(({ ready, name, rule, isOn }) => ({
          id: newId(),
          ready,
          name,
          rule: JSON.stringify(rule),
          is_on: isOn,
          created_by: 'castellan',
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    rows = await readRows(store);
  }
  const place = new Map(readyPlaybooks.map(({ ready }, index) => [ready, index]));
  const placeOf = ({ ready }: { ready: string | null }): number =>
    place.get(ready ?? '') ?? place.size;
  return rows
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ id, name, rule, is_on, created_by, ready }) => ({
      id,
      name,
      rule: rule as PlaybookRule,
      isOn: is_on,
      createdBy: created_by,
      ready: readyPlaybooks.find((one) => one.ready === ready),
    }));
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- kysely's own type is unreadable written out
const readRows = (store: Store) =>
  store.selectFrom('playbooks').selectAll().orderBy('id').execute();

/** Whether somebody sees all that a rule reaches. */
function seesReach(scope: AppScope, { apps }: Pick<PlaybookRule, 'apps'>): boolean {
  return seesAll(scope) || (apps.length > 0 && apps.every((app) => seesApp(scope, app)));
}

/** Those for every app are told to everybody, for they act in theirs too. */
function isTold(scope: AppScope, { rule }: Playbook): boolean {
  return rule.apps.length === 0 || seesReach(scope, rule);
}

/** The same that the asker sees, with what each did last week in their apps. */
export async function playbookStates(
  store: Store,
  scope: AppScope,
): Promise<readonly PlaybookState[]> {
  const playbooks = (await listPlaybooks(store)).filter((one) => isTold(scope, one));
  const { rows } = await sql<{ playbook_id: string; count: number; at: Date }>`
    select playbook_id, count(*) filter (where at > now() - interval '7 days')::int as count, max(at) as at
    from playbook_firings where ${isSeen(scope, 'app_id')} group by 1`.execute(store);
  const fired = new Map(rows.map((row) => [row.playbook_id, row]));
  return playbooks.map((one) => ({
    ...one,
    firedLastWeek: fired.get(one.id)?.count ?? 0,
    firedAt: fired.get(one.id)?.at ?? null,
  }));
}

export async function addPlaybook(
  store: Store,
  principal: Principal,
  { name, rule, isOn }: Pick<Playbook, 'name' | 'rule' | 'isOn'>,
): Promise<Done> {
  return store.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('playbooks')
      .values({
        id: newId(),
        name,
        rule: JSON.stringify(rule),
        is_on: isOn,
        created_by: principal.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) return taken;
    await record(transaction, principal, 'add playbook', name, { id: added.id, rule, isOn });
    return { ok: true, id: added.id };
  });
}

const taken: Done = { ok: false, problem: 'There is a playbook of this name.', isConflict: true };

/** Changes what is given; `undefined` when there is no such playbook, or it reaches apps that they do not see. */
export async function changePlaybook(
  store: Store,
  principal: Principal,
  id: string,
  change: {
    readonly name?: string | undefined;
    readonly rule?: PlaybookRule | undefined;
    readonly isOn?: boolean | undefined;
  },
): Promise<Done | undefined> {
  const { name, rule, isOn } = change;
  return store.transaction().execute(async (transaction) => {
    if ((await lockOne(transaction, principal, id)) === undefined) return undefined;
    if (name !== undefined) {
      const other = await transaction
        .selectFrom('playbooks')
        .select('id')
        .where('name', '=', name)
        .where('id', '<>', id)
        .executeTakeFirst();
      if (other !== undefined) return taken;
    }
    const changed = await transaction
      .updateTable('playbooks')
      .set({
        name: name ?? sql<string>`name`,
        ...(rule !== undefined && { rule: JSON.stringify(rule) }),
        ...(isOn !== undefined && { is_on: isOn }),
      })
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirstOrThrow();
    await record(transaction, principal, 'change playbook', changed.name, { id, ...change });
    return { ok: true, id };
  });
}

/** One of the team's own; a ready one is only ever off. `undefined` when there is no such playbook. */
export async function deletePlaybook(
  store: Store,
  principal: Principal,
  id: string,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const found = await lockOne(transaction, principal, id);
    if (found === undefined) return undefined;
    if (found.ready !== null) {
      return {
        ok: false,
        problem: 'A ready playbook is switched off, not taken away.',
        isConflict: true,
      };
    }
    await transaction.deleteFrom('playbooks').where('id', '=', id).execute();
    await record(transaction, principal, 'delete playbook', found.name, { id });
    return { ok: true, id };
  });
}

async function lockOne(
  transaction: StoreTransaction,
  scope: AppScope,
  id: string,
): Promise<Pick<PlaybooksRow, 'name' | 'ready'> | undefined> {
  const found = await transaction
    .selectFrom('playbooks')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return found !== undefined && seesReach(scope, found.rule as PlaybookRule) ? found : undefined;
}

/** When a playbook fired for what was done in the asker's apps, and for whom, the latest first. */
export async function listFirings(
  store: Store,
  scope: AppScope,
  playbookId: string,
  limit: number,
  after?: Cursor,
): Promise<Page<FiringRow>> {
  let query = store
    .selectFrom('playbook_firings as f')
    .leftJoin('decisions as d', 'd.id', 'f.decision_id')
    .selectAll('f')
    .select(
      sql<boolean>`coalesce(d.undone_at is null and d.ends_at > now(), false)`.as('is_in_force'),
    )
    .where('f.playbook_id', '=', playbookId)
    .where(isSeen(scope, 'f.app_id'))
    .orderBy('f.id', 'desc')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('f.id', '<', after.key);
  return pageOf(await query.execute(), limit, ({ at, id }) => ({ at, key: id }));
}
