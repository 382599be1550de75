import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { AlertContext } from '../alerts/alert-context.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { DestinationsTable, ForwardSource } from '../store/forward-schema.ts';
import { newId } from '../store/new-id.ts';
import { isNameTaken } from '../store/is-name-taken.ts';
import type { Store } from '../store/schema.ts';
import {
  knownSettings,
  readSettings,
  storedSettings,
  type Settings,
} from '../vault/secret-settings.ts';
import type { Done } from '../words/done.ts';
import type { ForwardKind } from './forward-kind.ts';
import { forwardKinds } from './registry.generated.ts';

export type DestinationRow = Selectable<DestinationsTable>;

/** A destination with how far it is behind. */
export type DestinationState = DestinationRow & {
  readonly behind: number;
  /** When the oldest that waits was put down. */
  readonly behind_since: Date | null;
};

export interface NewDestination {
  readonly name: string;
  readonly kind: string;
  readonly settings: Settings;
  readonly sources: readonly ForwardSource[];
}

export interface DestinationChange {
  readonly name?: string | undefined;
  readonly settings?: Settings | undefined;
  readonly sources?: readonly ForwardSource[] | undefined;
  readonly isPaused?: boolean | undefined;
}

export function forwardKindOf(kind: string): ForwardKind | undefined {
  return forwardKinds.find((one) => one.kind === kind);
}

/** Where the vault keeps the secrets of a destination. */
export function placeOf(id: string): string {
  return `destination ${id}`;
}

export async function listDestinations(store: Store): Promise<readonly DestinationState[]> {
  const { rows } = await sql<DestinationState>`
    select d.*, l.behind, l.behind_since from destinations d
    left join lateral (
      select count(*)::int as behind, min(logged_at) as behind_since from forward_log
      where source = any(d.sources) and (seq is null or seq > d.cursor_seq)) l on true
    order by d.name`.execute(store);
  return rows;
}

/** It is sent what happens from now on. */
export async function addDestination(
  { store, vault }: AlertContext,
  principal: Principal,
  { name, kind, settings, sources }: NewDestination,
): Promise<Done> {
  const found = forwardKindOf(kind);
  if (found === undefined) return { ok: false, problem: `There is no kind ${kind}.` };
  const read = readSettings(found.settings, settings);
  if (!read.ok) return read;
  const id = newId();
  return store.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('destinations')
      .values({
        id,
        name,
        kind,
        ...storedSettings(vault, placeOf(id), read),
        sources: [...sources],
        created_by: principal.name,
        cursor_seq: lastNumber,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) return nameTaken;
    await record(transaction, principal, 'add destination', name, { id, kind, sources });
    return { ok: true, id };
  });
}

const nameTaken = {
  ok: false,
  problem: 'There is a destination of this name.',
  isConflict: true,
} as const;

/** The highest number that was given so far. */
export const lastNumber: RawBuilder<number> = sql<number>`greatest(
  (select coalesce(max(seq), 0) from forward_log), (select coalesce(max(cursor_seq), 0) from destinations))`;

/** `undefined` when there is no such destination. A change of any kind is tried at once. */
export async function changeDestination(
  { store, vault }: AlertContext,
  principal: Principal,
  id: string,
  { name, settings, sources, isPaused }: DestinationChange,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('destinations')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    const kind = before && forwardKindOf(before.kind);
    if (before === undefined || kind === undefined) return undefined;
    if (
      name !== undefined &&
      name !== before.name &&
      (await isNameTaken(transaction, 'destinations', name))
    ) {
      return nameTaken;
    }
    const known = settings && knownSettings(vault, placeOf(id), before);
    const read = settings && readSettings(kind.settings, settings, known);
    if (read?.ok === false) return read;
    await transaction
      .updateTable('destinations')
      .set({
        name: name ?? before.name,
        is_paused: isPaused ?? before.is_paused,
        sources: sources === undefined ? before.sources : [...sources],
        next_at: sql<Date>`now()`,
        failures: 0,
        ...(read && storedSettings(vault, placeOf(id), read)),
      })
      .where('id', '=', id)
      .execute();
    await record(transaction, principal, 'change destination', name ?? before.name, {
      id,
      ...(settings && { settings: 'changed' }),
      ...(sources && { sources }),
      ...(isPaused !== undefined && { isPaused }),
    });
    return { ok: true, id };
  });
}

/** What it was not sent yet it is never sent. False when there is no such destination. */
export async function deleteDestination(
  store: Store,
  principal: Principal,
  id: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const gone = await transaction
      .deleteFrom('destinations')
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst();
    if (gone === undefined) return false;
    await record(transaction, principal, 'delete destination', gone.name, { id });
    return true;
  });
}
