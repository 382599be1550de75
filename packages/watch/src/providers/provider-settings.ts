import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';
import type { Vault } from '../vault/vault.ts';
import type { Done } from '../words/done.ts';
import { WatchError } from '../words/watch-error.ts';
import { forgetAttempts } from './attempts.ts';
import type { Provider, ProviderAccess, ProviderRules } from './provider.ts';
import { problemIn } from './provider-problem.ts';

/** Where the secret is sealed for; one sealed for another issuer is of no use here. */
const placeOf = (issuer: string): string => `sign-in provider ${issuer}`;

export type StoredProvider = Provider & { readonly hasSecret: boolean };

export async function findProvider(store: Store): Promise<StoredProvider | undefined> {
  const row = await store.selectFrom('sign_in_provider').selectAll().executeTakeFirst();
  return (
    row && {
      issuer: row.issuer,
      clientId: row.client_id,
      label: row.label,
      isOn: row.is_on,
      rules: row.rules as ProviderRules,
      hasSecret: row.client_secret !== null,
    }
  );
}

/** The provider through which people may sign in now. */
export async function providerInUse(store: Store): Promise<Provider | undefined> {
  const found = await findProvider(store);
  return found?.isOn === true ? found : undefined;
}

/** Its secret too. Throws `WatchError` when that cannot be read. */
export async function accessTo(
  store: Store,
  vault: Vault,
  { issuer, clientId }: Provider,
): Promise<ProviderAccess> {
  const row = await store
    .selectFrom('sign_in_provider')
    .select(['issuer', 'client_secret'])
    .executeTakeFirst();
  const sealed = row?.issuer === issuer ? row.client_secret : null;
  const clientSecret = sealed === null ? undefined : vault.unseal(sealed, placeOf(issuer));
  return { issuer, clientId, clientSecret };
}

/** `clientSecret`: absent, what is stored stays; empty, there is none. */
export type GivenProvider = Provider & { readonly clientSecret?: string | undefined };

/**
 * What would be in force after these settings were saved. The stored secret goes to no other issuer:
 * otherwise whoever may change settings could have it sent to themselves.
 */
export async function accessAfter(
  store: Store,
  vault: Vault,
  { issuer, clientId, clientSecret }: GivenProvider,
): Promise<ProviderAccess | { readonly problem: string }> {
  if (clientSecret !== undefined) {
    return { issuer, clientId, clientSecret: clientSecret === '' ? undefined : clientSecret };
  }
  const before = await findProvider(store);
  if (before?.hasSecret === true && before.issuer !== issuer) {
    return { problem: 'It is another provider now: give its client secret.' };
  }
  if (before === undefined) return { issuer, clientId, clientSecret: undefined };
  try {
    return { ...(await accessTo(store, vault, before)), clientId };
  } catch (error) {
    if (!(error instanceof WatchError)) throw error;
    return { problem: `The client secret: ${error.message}.` };
  }
}

/** Puts the provider in force. Sign-ins that are on their way to another one come to nothing. */
export async function saveProvider(
  store: Store,
  vault: Vault,
  principal: Principal,
  given: GivenProvider,
): Promise<Done> {
  const problem = problemIn(given);
  if (problem !== undefined) return { ok: false, problem };
  const access = await accessAfter(store, vault, given);
  if ('problem' in access) return { ok: false, problem: access.problem };
  const { issuer, clientId, label, isOn, rules } = given;
  const { clientSecret } = access;
  const row = {
    issuer,
    client_id: clientId,
    client_secret: clientSecret === undefined ? null : vault.seal(clientSecret, placeOf(issuer)),
    label,
    is_on: isOn,
    counts_second_factor: rules.factorValues.length > 0,
    rules: JSON.stringify(rules),
    changed_at: new Date(),
  };
  await store.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('sign_in_provider')
      .values(row)
      .onConflict((conflict) => conflict.column('is_only').doUpdateSet(row))
      .execute();
    await forgetAttempts(transaction);
    await record(transaction, principal, 'set sign-in provider', issuer, {
      clientId,
      label,
      isOn,
      ...rules,
      ...(given.clientSecret !== undefined && { clientSecret: 'changed' }),
    });
  });
  return { ok: true, id: issuer };
}

/** Takes the provider away; the links of people to it stay, and are of use if it comes back. */
export async function removeProvider(store: Store, principal: Principal): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const gone = await transaction
      .deleteFrom('sign_in_provider')
      .returning('issuer')
      .executeTakeFirst();
    if (gone === undefined) return false;
    await forgetAttempts(transaction);
    await record(transaction, principal, 'remove sign-in provider', gone.issuer);
    return true;
  });
}
