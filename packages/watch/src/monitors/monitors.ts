import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type AppScope, seesApp } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { MonitorsTable } from '../store/monitor-schema.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { problemsOf } from '../words/settings-form.ts';
import type { MonitorKind } from './monitor-kind.ts';
import { monitorKinds } from './registry.generated.ts';

export type MonitorRow = Selectable<MonitorsTable>;
type MonitorSettings = Readonly<Record<string, unknown>>;
const uniqueViolation = '23505';

export interface NewMonitor {
  readonly name: string;
  readonly kind: string;
  readonly settings: MonitorSettings;
}

export function kindOf(kind: string): MonitorKind | undefined {
  return monitorKinds.find((one) => one.kind === kind);
}

export async function listMonitors(store: Store, scope: AppScope): Promise<readonly MonitorRow[]> {
  return store
    .selectFrom('monitors')
    .selectAll()
    .where(isOfSeenApp(scope))
    .orderBy('name')
    .execute();
}

/** Looks at the outside are everybody's to see; one that is about an app is for those who see it. */
export function isOfSeenApp({ apps }: AppScope): RawBuilder<boolean> {
  if (apps === undefined) return sql<boolean>`true`;
  return sql<boolean>`coalesce(settings->>'app' = any(${[...apps]}::text[]), true)`;
}

/** Adds a monitor, which looks for the first time within seconds. */
export async function addMonitor(
  store: Store,
  principal: Principal,
  { name, kind, settings }: NewMonitor,
): Promise<Done> {
  const read = readSettings(kind, settings);
  if (!read.ok) return read;
  if (!isForSeenApp(principal, settings)) return { ok: false, problem: 'There is no such app.' };
  return store.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('monitors')
      .values({
        id: newId(),
        name,
        kind,
        settings: read.json,
        created_by: principal.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) {
      return nameTaken;
    }
    await record(transaction, principal, 'add monitor', name, { id: added.id, kind });
    return { ok: true, id: added.id };
  });
}

function isForSeenApp(scope: AppScope, { app }: MonitorSettings): boolean {
  return typeof app !== 'string' || seesApp(scope, app);
}

const nameTaken: Done = {
  ok: false,
  problem: 'There is a monitor of this name.',
  isConflict: true,
};

/** Two people may take one name at the same moment: only the index knows. */
async function withName(
  store: Store,
  act: (transaction: StoreTransaction) => Promise<Done | undefined>,
): Promise<Done | undefined> {
  try {
    return await store.transaction().execute(act);
  } catch (error) {
    if ((error as { readonly code?: string }).code === uniqueViolation) return nameTaken;
    throw error;
  }
}

/** The settings as they are stored, or what is wrong with them. */
function readSettings(
  kind: string,
  settings: MonitorSettings,
): { readonly ok: true; readonly json: string } | Extract<Done, { ok: false }> {
  const found = kindOf(kind);
  if (found === undefined) return { ok: false, problem: `There is no monitor ${kind}.` };
  const filled = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
  const result = found.settings.safeParse(filled);
  return result.success
    ? { ok: true, json: JSON.stringify(result.data) }
    : { ok: false, problem: problemsOf(found.settings, result.error) };
}

/**
 * Gives a monitor another name and other settings, with which it looks within seconds. What it
 * remembers goes when they are others: it was of another place. `undefined` when there is none.
 */
export async function editMonitor(
  store: Store,
  principal: Principal,
  id: string,
  { name, settings }: Pick<NewMonitor, 'name' | 'settings'>,
): Promise<Done | undefined> {
  return withName(store, async (transaction) => {
    const before = await transaction
      .selectFrom('monitors')
      .select(['name', 'kind'])
      .where('id', '=', id)
      .where(isOfSeenApp(principal))
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) return undefined;
    const read = readSettings(before.kind, settings);
    if (!read.ok) return read;
    if (!isForSeenApp(principal, settings)) return { ok: false, problem: 'There is no such app.' };
    await transaction
      .updateTable('monitors')
      .set({
        name,
        settings: read.json,
        next_at: sql<Date>`now()`,
        remembered: sql`case when settings = ${read.json}::jsonb then remembered end`,
      })
      .where('id', '=', id)
      .execute();
    await record(transaction, principal, 'edit monitor', name, { id, before: before.name });
    return { ok: true, id };
  });
}

/**
 * Pauses a monitor, lets it go on, or takes what it sees next as what is right, which ends a drift.
 * False when there is no such monitor.
 */
export async function changeMonitor(
  store: Store,
  principal: Principal,
  id: string,
  {
    isPaused,
    remembersAnew,
  }: { readonly isPaused?: boolean | undefined; readonly remembersAnew?: boolean | undefined },
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('monitors')
      .set({
        next_at: sql<Date>`now()`,
        ...(isPaused !== undefined && { is_paused: isPaused }),
        ...(remembersAnew === true && { remembered: null }),
      })
      .where('id', '=', id)
      .where(isOfSeenApp(principal))
      .returning('name')
      .executeTakeFirst();
    if (changed === undefined) return false;
    await record(transaction, principal, 'change monitor', changed.name, {
      id,
      isPaused,
      remembersAnew,
    });
    return true;
  });
}

export async function deleteMonitor(
  store: Store,
  principal: Principal,
  id: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const gone = await transaction
      .deleteFrom('monitors')
      .where('id', '=', id)
      .where(isOfSeenApp(principal))
      .returning('name')
      .executeTakeFirst();
    if (gone === undefined) return false;
    await record(transaction, principal, 'delete monitor', gone.name, { id });
    return true;
  });
}
