import { sql } from 'kysely';
import { isSeen } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { notify } from '../live/notices.ts';
import { queueNews } from '../outbox/outbox.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import type { Done } from '../words/done.ts';

/** What people say of an incident. `open` takes it back; new events of its kind do so too. */
export const incidentStatuses = ['open', 'closed', 'false-alarm'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

const words: Readonly<Record<string, string>> = {
  open: 'opened it again',
  closed: 'closed it',
  'false-alarm': 'called it a false alarm',
};

/**
 * Says what became of an incident, for somebody who saw it as it `was`. What somebody else said
 * meanwhile is not written over. `undefined` when there is no such incident.
 */
export async function resolveIncident(
  store: Store,
  principal: Principal,
  id: string,
  status: IncidentStatus,
  was: IncidentStatus | undefined = status === 'open' ? undefined : 'open',
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction): Promise<Done | undefined> => {
    const found = await lockIncident(transaction, principal, id);
    if (found === undefined || found.status === status) return found && { ok: true, id };
    if (was !== undefined && found.status !== was) {
      const who = await lastToResolve(transaction, id);
      const problem = `${who} ${words[found.status] ?? 'changed it'} meanwhile. Look again.`;
      return { ok: false, problem, isConflict: true };
    }
    await transaction
      .updateTable('incidents')
      .set({
        status,
        updated_at: new Date(),
        ...(status === 'open' && { acknowledged_at: null, acknowledged_by: null }),
      })
      .where('id', '=', id)
      .execute();
    await record(transaction, principal, 'resolve incident', id, { status });
    if (status !== 'open') await queueNews(transaction, [{ id, news: 'resolved' }]);
    await notify(transaction, [{ type: 'incident', id, appId: found.app_id, isNew: false }]);
    return { ok: true, id };
  });
}

/** Says that somebody is on it: nobody is reminded of it any more. `undefined` when no such incident is open. */
export async function acknowledgeIncident(
  store: Store,
  principal: Principal,
  id: string,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction): Promise<Done | undefined> => {
    const found = await lockIncident(transaction, principal, id);
    if (found?.status !== 'open') return undefined;
    const { acknowledged_by: by } = found;
    if (by === principal.name) return { ok: true, id };
    if (by !== null) return { ok: false, problem: `${by} is on it already.`, isConflict: true };
    await transaction
      .updateTable('incidents')
      .set({
        acknowledged_at: new Date(),
        acknowledged_by: principal.name,
        updated_at: new Date(),
      })
      .where('id', '=', id)
      .execute();
    await record(transaction, principal, 'acknowledge incident', id);
    await notify(transaction, [{ type: 'incident', id, appId: found.app_id, isNew: false }]);
    return { ok: true, id };
  });
}

interface Locked {
  readonly app_id: string;
  readonly status: string;
  readonly acknowledged_by: string | null;
}

/** As it is once everybody who acts on it just now is done. */
async function lockIncident(
  transaction: StoreTransaction,
  principal: Principal,
  id: string,
): Promise<Locked | undefined> {
  return transaction
    .selectFrom('incidents')
    .select(['app_id', 'status', 'acknowledged_by'])
    .where('id', '=', id)
    .where(isSeen(principal, 'app_id'))
    .forUpdate()
    .executeTakeFirst();
}

async function lastToResolve(transaction: StoreTransaction, id: string): Promise<string> {
  const { rows } = await sql<{ actor_name: string }>`
    select actor_name from audit where act = 'resolve incident' and subject = ${id}
    order by at desc, id desc limit 1`.execute(transaction);
  return rows[0]?.actor_name ?? 'Somebody';
}
