import { sql } from 'kysely';
import { queueOtherNews } from '../outbox/outbox.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { notify } from '../live/notices.ts';
import { inWords, listChanges, readLists } from './list-changes.ts';
import { lockMonitor } from './monitors.ts';

const mostWords = 2_000;

/**
 * Takes what the look of this moment saw as what later looks are compared with, which ends the
 * alarm. Refused when a later look has seen something else: nobody has read that yet.
 */
export async function acceptLook(
  store: Store,
  principal: Principal,
  id: string,
  checkedAt: Date,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const monitor = await lockMonitor(transaction, principal, id);
    if (monitor === undefined) return undefined;
    if (monitor.found === null || monitor.remembered === null) {
      return { ok: false, problem: 'There is nothing to accept: it has not seen anything yet.' };
    }
    if (monitor.checked_at?.getTime() !== checkedAt.getTime()) {
      const problem = 'It has looked again meanwhile: read what it saw, then accept that.';
      return { ok: false, problem, isConflict: true };
    }
    const changes = listChanges(
      readLists(monitor.remembered) ?? {},
      readLists(monitor.found) ?? {},
    );
    await transaction
      .updateTable('monitors')
      .set({
        remembered: JSON.stringify(monitor.found),
        state: 'ok',
        step: null,
        seen: null,
        seen_count: 0,
        state_since: sql<Date>`now()`,
        next_at: sql<Date>`now()`,
        summary: 'As accepted',
      })
      .where('id', '=', id)
      .execute();
    const words = changes.map(inWords).join('; ').slice(0, mostWords);
    await record(transaction, principal, 'accept look', monitor.name, { id, changes: words });
    const { app } = monitor.settings;
    await queueOtherNews(transaction, monitor.state === 'ok' ? undefined : 'resolved', {
      subject: `monitor ${id}`,
      severity: monitor.state === 'critical' ? 'high' : 'medium',
      title: `${monitor.name}: accepted by ${principal.name}`,
      text: 'What it saw is what later looks are compared with.',
      facts: [],
      path: `/settings/monitors/${id}`,
      ...(typeof app === 'string' && { appId: app }),
    });
    await notify(transaction, [{ type: 'monitor', id }]);
    return { ok: true, id };
  });
}
