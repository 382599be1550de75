import { type Selectable, sql } from 'kysely';
import { type AppScope, isSeen, isSeenOrOfNone } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { DismissalsTable } from '../store/inventory-schema.ts';
import type { Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';

export type DismissalRow = Selectable<DismissalsTable>;

export interface NewDismissal {
  readonly advisory: string;
  /** Every app when undefined. */
  readonly app?: string | undefined;
  readonly reason: string;
  readonly endsAt: Date;
}

/** Dismissals in force, those that end first first. */
export async function listDismissals(
  store: Store,
  asker: AppScope,
): Promise<readonly DismissalRow[]> {
  return store
    .selectFrom('advisory_dismissals')
    .selectAll()
    .where(isSeenOrOfNone(asker, 'app_id'))
    .where('undone_at', 'is', null)
    .where('ends_at', '>', sql<Date>`now()`)
    .orderBy('ends_at')
    .limit(1_000)
    .execute();
}

/** From now until its end the advisory is no alert and no risk. */
export async function dismissAdvisory(
  store: Store,
  principal: Principal,
  { advisory, app, reason, endsAt }: NewDismissal,
): Promise<Done> {
  return store.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('advisories')
      .select('id')
      .where('id', '=', advisory)
      .executeTakeFirst();
    if (found === undefined) return { ok: false, problem: 'There is no such advisory.' };
    if (app !== undefined) {
      const isThere = await transaction
        .selectFrom('apps')
        .select('id')
        .where('id', '=', app)
        .executeTakeFirst();
      if (isThere === undefined) return { ok: false, problem: 'There is no such app.' };
    }
    const id = newId();
    await transaction
      .insertInto('advisory_dismissals')
      .values({
        id,
        advisory_id: advisory,
        app_id: app ?? null,
        reason,
        ends_at: endsAt,
        created_by: principal.name,
      })
      .execute();
    await record(transaction, principal, 'dismiss advisory', advisory, { id, app, reason, endsAt });
    return { ok: true, id };
  });
}

/** Ends a dismissal before its time. False when there is none that is in force. */
export async function endDismissal(
  store: Store,
  principal: Principal,
  id: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable('advisory_dismissals')
      .set({ undone_at: sql<Date>`now()`, undone_by: principal.name })
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .where(isSeen(principal, 'app_id'))
      .returning('advisory_id')
      .executeTakeFirst();
    if (ended === undefined) return false;
    await record(transaction, principal, 'end dismissal of advisory', ended.advisory_id, { id });
    return true;
  });
}
