import type { Severity } from '@castellan/core';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';

/** Within how many days work is due by its priority, and when evidence counts as stale. */
export interface WorkSettings {
  criticalDays: number;
  highDays: number;
  mediumDays: number;
  lowDays: number;
  staleDays: number;
}

const dayMs = 86_400_000;

export async function readWorkSettings(store: Store): Promise<WorkSettings> {
  const row = await store.selectFrom('work_settings').selectAll().executeTakeFirstOrThrow();
  return {
    criticalDays: row.critical_days,
    highDays: row.high_days,
    mediumDays: row.medium_days,
    lowDays: row.low_days,
    staleDays: row.stale_days,
  };
}

/** Takes effect for what is opened from now on. */
export async function changeWorkSettings(
  store: Store,
  principal: Principal,
  settings: WorkSettings,
): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('work_settings')
      .set({
        critical_days: settings.criticalDays,
        high_days: settings.highDays,
        medium_days: settings.mediumDays,
        low_days: settings.lowDays,
        stale_days: settings.staleDays,
      })
      .execute();
    await record(transaction, principal, 'change work settings', 'work', { ...settings });
  });
}

/** When work of this priority that begins now is due. */
export function dueAt(settings: WorkSettings, priority: Severity, now: Date): Date {
  return new Date(now.getTime() + settings[`${priority}Days`] * dayMs);
}
