import type { Selectable } from 'kysely';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';
import type { UserRiskSettingsTable } from '../store/user-schema.ts';
import { reckonAnew } from './reckon-anew.ts';
import type { RiskWeights } from './risk.ts';

/** What counts how much in a user's risk, and when people are told of it. */
export interface RiskSettings {
  /** By how much a score must rise within a day for people to be told. */
  threshold: number;
  weights: RiskWeights;
}

const columns: Readonly<Record<keyof RiskWeights, keyof Selectable<UserRiskSettingsTable>>> = {
  criticalPoints: 'critical_points',
  highPoints: 'high_points',
  mediumPoints: 'medium_points',
  lowPoints: 'low_points',
  attackerAddressPoints: 'attacker_address_points',
  tokenElsewherePoints: 'token_elsewhere_points',
  networkPoints: 'network_points',
  weaknessPoints: 'weakness_points',
  halfLifeDays: 'half_life_days',
};
const names = Object.keys(columns) as (keyof RiskWeights)[];

export async function readRiskSettings(store: Store): Promise<RiskSettings> {
  const row = await store.selectFrom('user_risk_settings').selectAll().executeTakeFirstOrThrow();
  const weights = names.map((name) => [name, row[columns[name]]]);
  return { threshold: row.threshold, weights: Object.fromEntries(weights) as RiskWeights };
}

/** Changes what is given. The scores of all users are reckoned anew in the same transaction, and nobody is told of it. */
export async function changeRiskSettings(
  store: Store,
  principal: Principal,
  change: { readonly threshold?: number | undefined; readonly weights?: object | undefined },
  now: Date = new Date(),
): Promise<void> {
  const { threshold, weights = {} } = change;
  const changed = names.flatMap((name) => {
    const value = (weights as Partial<RiskWeights>)[name];
    return value === undefined ? [] : [[columns[name], value] as const];
  });
  const set = {
    ...(threshold !== undefined && { threshold }),
    ...Object.fromEntries(changed),
  };
  if (Object.keys(set).length === 0) return;
  await store.transaction().execute(async (transaction) => {
    const before = await readRiskSettings(transaction);
    await transaction.updateTable('user_risk_settings').set(set).execute();
    if (changed.length > 0) {
      const after = await readRiskSettings(transaction);
      await reckonAnew(transaction, before.weights, after.weights, now);
    }
    await record(transaction, principal, 'change risk settings', 'users', { ...change });
  });
}
