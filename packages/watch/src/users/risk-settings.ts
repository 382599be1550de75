import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';

/** By how much a score must rise within a day for people to be told. */
export async function riskThreshold(store: Store): Promise<number> {
  const row = await store
    .selectFrom('user_risk_settings')
    .select('threshold')
    .executeTakeFirstOrThrow();
  return row.threshold;
}

export async function setRiskThreshold(
  store: Store,
  principal: Principal,
  threshold: number,
): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    await transaction.updateTable('user_risk_settings').set({ threshold }).execute();
    await record(transaction, principal, 'set risk threshold', 'users', { threshold });
  });
}
