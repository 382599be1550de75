import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type AppScope, seesApp } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { MonitorsTable } from '../store/monitor-schema.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import {
  knownSettings,
  type ReadSettings,
  readSettings,
  storedSettings,
  type Settings,
  wholeSettings,
} from '../vault/secret-settings.ts';
import type { Vault } from '../vault/vault.ts';
import type { Level, MonitorKind } from './monitor-kind.ts';
import { monitorKinds } from './registry.generated.ts';

export type MonitorRow = Selectable<MonitorsTable>;
const uniqueViolation = '23505';

/** Where monitors are kept, and what keeps their secrets. */
export interface MonitorPlace {
  readonly store: Store;
  readonly vault: Vault;
}

export interface NewMonitor {
  readonly name: string;
  readonly kind: string;
  readonly settings: Settings;
}

export function kindOf(kind: string): MonitorKind | undefined {
  return monitorKinds.find((one) => one.kind === kind);
}

/** A monitor with its last looks, the oldest first. */
export type MonitorWithLooks = MonitorRow & {
  readonly levels: readonly Level[];
  readonly looked_since: Date | null;
};

const looksInBar = 90;
const isWell = sql`(state = 'ok' and seen is null)`;

/** Of each monitor an index gives the last looks: the cost follows the monitors, not their age. */
export async function listMonitors(
  store: Store,
  scope: AppScope,
): Promise<readonly MonitorWithLooks[]> {
  return (
    store
      .selectFrom('monitors')
      .innerJoinLateral(
        sql<Pick<MonitorWithLooks, 'levels' | 'looked_since'>>`(
        select coalesce(array_agg(level order by at), '{}') as levels, min(at) as looked_since
        from (
          select at, level from monitor_looks where monitor_id = monitors.id
          order by at desc limit ${looksInBar}
        ) l
      )`.as('looks'),
        (join) => join.onTrue(),
      )
      .selectAll()
      // Of hosts these are large, and where all is well they are not looked at.
      .select(sql`case when ${isWell} then null else found end`.as('found'))
      .select(
        sql`case when ${isWell} and remembered is not null then '{}' else remembered end`.as(
          'remembered',
        ),
      )
      .where(isOfSeenApp(scope))
      .orderBy('name')
      .execute()
  );
}

/** Looks at the outside are everybody's to see; one that is about an app is for those who see it. */
export function isOfSeenApp({ apps }: AppScope): RawBuilder<boolean> {
  if (apps === undefined) return sql<boolean>`true`;
  return sql<boolean>`coalesce(settings->>'app' = any(${[...apps]}::text[]), true)`;
}

/** Adds a monitor, which looks for the first time within seconds. */
export async function addMonitor(
  { store, vault }: MonitorPlace,
  principal: Principal,
  { name, kind, settings }: NewMonitor,
): Promise<Done> {
  const read = readMonitorSettings(kind, settings);
  if (!read.ok) return read;
  const id = newId();
  if (!isForSeenApp(principal, settings)) return { ok: false, problem: 'There is no such app.' };
  return store.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('monitors')
      .values({
        id,
        name,
        kind,
        ...storedSettings(vault, placeOf(id), read),
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

function isForSeenApp(scope: AppScope, { app }: Settings): boolean {
  return typeof app !== 'string' || seesApp(scope, app);
}

const nameTaken: Done = {
  ok: false,
  problem: 'There is a monitor of this name.',
  isConflict: true,
};

/** A monitor that the asker sees, locked until the transaction ends. */
export function lockMonitor(
  transaction: StoreTransaction,
  scope: AppScope,
  id: string,
): Promise<MonitorRow | undefined> {
  return transaction
    .selectFrom('monitors')
    .selectAll()
    .where('id', '=', id)
    .where(isOfSeenApp(scope))
    .forUpdate()
    .executeTakeFirst();
}

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

function readMonitorSettings(kind: string, given: Settings, before?: Settings): ReadSettings {
  const found = kindOf(kind);
  if (found === undefined) return { ok: false, problem: `There is no monitor ${kind}.` };
  return readSettings(found.settings, given, before);
}

/** Where the vault keeps the secrets of a monitor. */
function placeOf(monitorId: string): string {
  return `monitor ${monitorId}`;
}

/** A monitor's settings with their secrets. Throws `WatchError` when these cannot be read. */
export function settingsOfMonitor(
  vault: Vault,
  monitor: Pick<MonitorRow, 'id' | 'settings' | 'secrets'>,
): Settings {
  return wholeSettings(vault, placeOf(monitor.id), monitor);
}

/**
 * Gives a monitor another name and other settings, with which it looks within seconds. What it
 * remembers goes when they are others: it was of another place. `undefined` when there is none.
 */
export async function editMonitor(
  { store, vault }: MonitorPlace,
  principal: Principal,
  id: string,
  { name, settings }: Pick<NewMonitor, 'name' | 'settings'>,
): Promise<Done | undefined> {
  return withName(store, async (transaction) => {
    const before = await lockMonitor(transaction, principal, id);
    if (before === undefined) return undefined;
    const read = readMonitorSettings(
      before.kind,
      settings,
      knownSettings(vault, placeOf(id), before),
    );
    if (!read.ok) return read;
    if (!isForSeenApp(principal, settings)) return { ok: false, problem: 'There is no such app.' };
    const columns = storedSettings(vault, placeOf(id), read);
    await transaction
      .updateTable('monitors')
      .set({
        name,
        ...columns,
        next_at: sql<Date>`now()`,
        remembered: sql`case when settings = ${columns.settings}::jsonb then remembered end`,
        found: sql`case when settings = ${columns.settings}::jsonb then found end`,
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
