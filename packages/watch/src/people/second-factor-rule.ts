import { type RawBuilder, sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import { record } from './audit.ts';
import type { Principal } from './principal.ts';
import type { SecondFactorState } from './second-factor-state.ts';

/** The first owner may do without a second factor for this long. */
export const graceHours = 24;

/** Who must have a second factor. Owners always must. */
export const secondFactorRules = ['owners', 'everybody'] as const;
export type SecondFactorRule = (typeof secondFactorRules)[number];

/** Whether the row of `people` has a second factor of any kind. */
export function hasSecondFactor(people: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${people}.totp_secret`)} is not null
    or exists (select from passkeys where person_id = ${sql.ref(`${people}.id`)}))`;
}

/** Whether the provider asked for one before the row of `sessions` was opened, and its word counts. */
function hasProviderFactor(sessions: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${sessions}.has_provider_factor`)}
    and exists (select from sign_in_provider where is_on and counts_second_factor))`;
}

/** How the person stands in this session, by the database's clock. */
export function secondFactorState(people: string, sessions: string): RawBuilder<SecondFactorState> {
  return sql<SecondFactorState>`case
    when ${hasSecondFactor(people)} or ${hasProviderFactor(sessions)} then 'set'
    when ${sql.ref(`${people}.role`)} <> 'owner'
      and not exists (select from security_settings where second_factor_for = 'everybody') then 'not needed'
    when ${sql.ref(`${people}.second_factor_due_at`)} > now() then 'due'
    else 'needed' end`;
}

export async function secondFactorRule(store: Store): Promise<SecondFactorRule> {
  const { second_factor_for } = await store
    .selectFrom('security_settings')
    .select('second_factor_for')
    .executeTakeFirstOrThrow();
  return second_factor_for;
}

export async function setSecondFactorRule(
  store: Store,
  principal: Principal,
  rule: SecondFactorRule,
): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    await transaction.updateTable('security_settings').set({ second_factor_for: rule }).execute();
    await record(transaction, principal, 'require second factor', rule);
  });
}
