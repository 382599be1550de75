import { severities } from '@castellan/core';
import { sql } from 'kysely';
import { notify } from '../live/notices.ts';
import { record } from '../people/audit.ts';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import type { Principal } from '../people/principal.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import type { Done } from '../words/done.ts';

/**
 * Makes several incidents of one app one: their events are told on its timeline and counted with its own,
 * and what comes after goes to it. `undefined` when one of them is not there.
 */
export async function mergeIncidents(
  store: Store,
  principal: Principal,
  id: string,
  others: readonly string[],
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const rows = await lockAll(transaction, principal, [id, ...others]);
    const into = rows.find((row) => row.id === id);
    const parts = rows.filter((row) => row.id !== id);
    if (into === undefined || parts.length !== new Set(others).size) return undefined;
    if (parts.some(({ app_id }) => app_id !== into.app_id)) {
      return { ok: false, problem: 'Incidents of different apps cannot be one.' };
    }
    if (
      rows.some(({ merged_into }) => merged_into !== null) ||
      (await hasParts(transaction, others))
    ) {
      return { ok: false, problem: 'One of them is merged already.', isConflict: true };
    }
    await transaction
      .updateTable('incidents')
      .set((update) => ({
        merged_into: id,
        merged_status: update.ref('status'),
        status: 'closed',
        updated_at: new Date(),
      }))
      .where('id', 'in', [...others])
      .execute();
    await recount(transaction, id, parts, 1);
    await record(transaction, principal, 'merge incidents', id, { merged: others });
    await notify(transaction, [{ type: 'incident', id, appId: into.app_id, isNew: false }]);
    return { ok: true, id };
  });
}

/** Takes a merged incident out again. False when there is no such merged incident. */
export async function splitIncident(
  store: Store,
  principal: Principal,
  id: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const [part] = await lockAll(transaction, principal, [id]);
    if (part === undefined || part.merged_into === null) return false;
    await lockAll(transaction, principal, [part.merged_into]);
    await transaction
      .updateTable('incidents')
      .set({
        merged_into: null,
        status: part.merged_status ?? 'open',
        merged_status: null,
        updated_at: new Date(),
      })
      .where('id', '=', id)
      .execute();
    await recount(transaction, part.merged_into, [part], -1);
    await record(transaction, principal, 'split incident', id, { from: part.merged_into });
    await notify(transaction, [{ type: 'incident', id, appId: part.app_id, isNew: false }]);
    return true;
  });
}

interface Part {
  readonly id: string;
  readonly app_id: string;
  readonly events: number;
  readonly blocked: number;
  readonly merged_into: string | null;
  readonly merged_status: string | null;
}

async function lockAll(
  transaction: StoreTransaction,
  scope: AppScope,
  ids: readonly string[],
): Promise<readonly Part[]> {
  const found = await transaction
    .selectFrom('incidents')
    .select('app_id')
    .where('id', '=', ids[0] ?? '')
    .executeTakeFirst();
  // Ingest holds the same lock while it counts.
  if (found !== undefined) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${found.app_id}, 0))`.execute(
      transaction,
    );
  }
  return transaction
    .selectFrom('incidents')
    .select(['id', 'app_id', 'events', 'blocked', 'merged_into', 'merged_status'])
    .where('id', 'in', [...ids])
    .where(isSeen(scope, 'app_id'))
    .forUpdate()
    .execute();
}

async function hasParts(transaction: StoreTransaction, ids: readonly string[]): Promise<boolean> {
  const found = await transaction
    .selectFrom('incidents')
    .select('id')
    .where('merged_into', 'in', [...ids])
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Counts add up or are taken off again; times and severity are those of its own events and of its parts. */
async function recount(
  transaction: StoreTransaction,
  id: string,
  parts: readonly Part[],
  sign: 1 | -1,
): Promise<void> {
  const events = sign * parts.reduce((sum, one) => sum + one.events, 0);
  const blocked = sign * parts.reduce((sum, one) => sum + one.blocked, 0);
  await sql`
    with spans as (
      select min(at) as first, max(at) as last, min(array_position(${severities}, severity)) - 1 as rank
      from events where incident_id = ${id}
      union all
      select min(first_seen), max(last_seen), min(severity_rank) from incidents where merged_into = ${id}
    ), whole as (select min(first) as first, max(last) as last, min(rank) as rank from spans)
    update incidents i set
      events = i.events + ${events}, blocked = i.blocked + ${blocked},
      first_seen = coalesce(w.first, i.first_seen), last_seen = coalesce(w.last, i.last_seen),
      severity_rank = coalesce(w.rank, i.severity_rank),
      severity = coalesce((${severities}::text[])[w.rank + 1], i.severity), updated_at = now()
    from whole w where i.id = ${id}`.execute(transaction);
}
