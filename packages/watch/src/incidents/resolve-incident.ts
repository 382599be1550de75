import { isSeen } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { notify } from '../live/notices.ts';
import { queueNews } from '../outbox/outbox.ts';
import type { Store } from '../store/schema.ts';

/** What people say of an incident. `open` takes it back; new events of its kind do so too. */
export const incidentStatuses = ['open', 'closed', 'false-alarm'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** False when there is no such incident. */
export async function resolveIncident(
  store: Store,
  principal: Principal,
  id: string,
  status: IncidentStatus,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('incidents')
      .set({
        status,
        updated_at: new Date(),
        ...(status === 'open' && { acknowledged_at: null, acknowledged_by: null }),
      })
      .where('id', '=', id)
      .where(isSeen(principal, 'app_id'))
      .returning('app_id')
      .executeTakeFirst();
    if (changed === undefined) return false;
    await record(transaction, principal, 'resolve incident', id, { status });
    if (status !== 'open') await queueNews(transaction, [{ id, news: 'resolved' }]);
    await notify(transaction, [{ type: 'incident', id, appId: changed.app_id, isNew: false }]);
    return true;
  });
}

/** Says that somebody is on it: nobody is reminded of it any more. False when no such incident is open. */
export async function acknowledgeIncident(
  store: Store,
  principal: Principal,
  id: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('incidents')
      .set({
        acknowledged_at: new Date(),
        acknowledged_by: principal.name,
        updated_at: new Date(),
      })
      .where('id', '=', id)
      .where(isSeen(principal, 'app_id'))
      .where('status', '=', 'open')
      .returning('app_id')
      .executeTakeFirst();
    if (changed === undefined) return false;
    await record(transaction, principal, 'acknowledge incident', id);
    await notify(transaction, [{ type: 'incident', id, appId: changed.app_id, isNew: false }]);
    return true;
  });
}
