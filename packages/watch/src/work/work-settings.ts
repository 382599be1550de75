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
  /** Who gets what is opened; nobody when absent. */
  defaultAssignee?: string | undefined;
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
    ...(row.default_assignee !== null && { defaultAssignee: row.default_assignee }),
  };
}

/** Takes effect for what is opened from now on. False when there is no such person to assign to. */
export async function changeWorkSettings(
  store: Store,
  principal: Principal,
  settings: WorkSettings,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const { defaultAssignee } = settings;
    if (defaultAssignee !== undefined) {
      if ((await assignable(transaction, defaultAssignee)) === undefined) return false;
    }
    await transaction
      .updateTable('work_settings')
      .set({
        critical_days: settings.criticalDays,
        high_days: settings.highDays,
        medium_days: settings.mediumDays,
        low_days: settings.lowDays,
        stale_days: settings.staleDays,
        default_assignee: defaultAssignee ?? null,
      })
      .execute();
    await record(transaction, principal, 'change work settings', 'work', { ...settings });
    return true;
  });
}

/** Somebody who may work; `undefined` for whoever is gone, or may only look. */
async function assignable(
  store: Store,
  id: string,
): Promise<{ readonly name: string; readonly apps: readonly string[] | null } | undefined> {
  return store
    .selectFrom('people')
    .select(['name', 'apps'])
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .where('role', '<>', 'viewer')
    .executeTakeFirst();
}

/** Who gets what is opened in an app, when somebody does who sees it. */
export async function defaultAssignee(
  store: Store,
  { defaultAssignee: id }: WorkSettings,
  appId: string,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const found = id === undefined ? undefined : await assignable(store, id);
  if (id === undefined || found === undefined) return undefined;
  return found.apps === null || found.apps.includes(appId) ? { id, name: found.name } : undefined;
}

/** When work of this priority that begins now is due. */
export function dueAt(settings: WorkSettings, priority: Severity, now: Date): Date {
  return new Date(now.getTime() + settings[`${priority}Days`] * dayMs);
}
