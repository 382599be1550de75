import { notify } from '../live/notices.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';
import { storableText } from '../store/storable.ts';
import type { Done } from '../words/done.ts';
import { lockMonitor } from './monitors.ts';

/** Somebody knows of it: nobody is reminded until then, or until the monitor stands otherwise. */
export interface Acknowledgement {
  readonly reason: string;
  readonly until: Date;
}

const mostDays = 366;

/** Acknowledges a failing monitor, or takes that back. `undefined` when there is no such monitor. */
export async function acknowledgeMonitor(
  store: Store,
  principal: Principal,
  id: string,
  wanted: Acknowledgement | undefined,
  now: Date = new Date(),
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const monitor = await lockMonitor(transaction, principal, id);
    if (monitor === undefined) return undefined;
    const problem = wanted && problemOf(monitor.state, wanted, now);
    if (problem !== undefined) return { ok: false, problem };
    await transaction
      .updateTable('monitors')
      .set({
        acknowledged_at: wanted === undefined ? null : now,
        acknowledged_by: wanted === undefined ? null : principal.name,
        acknowledged_until: wanted?.until ?? null,
        acknowledged_reason: wanted === undefined ? null : storableText(wanted.reason),
      })
      .where('id', '=', id)
      .execute();
    const act = wanted === undefined ? 'take acknowledgement back' : 'acknowledge monitor';
    await record(transaction, principal, act, monitor.name, { id, ...wanted });
    await notify(transaction, [{ type: 'monitor', id }]);
    return { ok: true, id };
  });
}

function problemOf(state: string, { until }: Acknowledgement, now: Date): string | undefined {
  if (state !== 'warning' && state !== 'critical') {
    return 'There is nothing to acknowledge: the monitor is well.';
  }
  if (until <= now) return 'The end is in the past.';
  const most = new Date(now.getTime() + mostDays * 86_400_000);
  return until > most ? `The end is more than ${mostDays} days away.` : undefined;
}
