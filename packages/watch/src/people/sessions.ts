import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import { rightsOf } from './app-scope.ts';
import type { Principal } from './principal.ts';
import { secondFactorState } from './second-factor-rule.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** A session ends after this long, and sooner when it is not used. */
export const sessionHours = 168;
const idleHours = 24;

/** For this long the provider's word that it is they is proof enough for a change of their account. */
const vouchedMinutes = 10;

/** What the provider said when it sent them back. */
export interface ProviderWord {
  /** It asked for a second factor too. */
  readonly hasFactor: boolean;
}

/** Opens a session; the secret goes into the cookie and nowhere else. */
export async function openSession(
  store: Store,
  personId: string,
  client: { readonly address: string; readonly userAgent: string },
  provider?: ProviderWord,
): Promise<string> {
  const secret = newSecret();
  await store
    .insertInto('sessions')
    .values({
      hash: hashSecret(secret),
      person_id: personId,
      expires_at: new Date(Date.now() + sessionHours * 3_600_000),
      address: client.address,
      user_agent: client.userAgent.slice(0, 256),
      ...(provider && { has_provider_factor: provider.hasFactor, vouched_at: new Date() }),
    })
    .execute();
  return secret;
}

/** The person whose session it is, while it lasts and the person may sign in. */
export async function personOfSession(
  store: Store,
  secret: string,
  address: string,
): Promise<Principal | undefined> {
  const hash = hashSecret(secret);
  const found = await store
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .select(['p.id', 'p.name', 'p.role', 'p.apps', 's.seen_at', 'p.second_factor_due_at'])
    .select(secondFactorState('p', 's').as('second_factor'))
    .where('s.hash', '=', hash)
    .where('s.expires_at', '>', sql<Date>`now()`)
    .where('s.seen_at', '>', sql<Date>`now() - make_interval(hours => ${idleHours})`)
    .where('p.disabled_at', 'is', null)
    .executeTakeFirst();
  const rights = found && rightsOf(found);
  if (found === undefined || rights === undefined) return undefined;
  // Once a minute is enough to tell an idle session, and spares a write per request.
  if (Date.now() - found.seen_at.getTime() > 60_000) {
    await store
      .updateTable('sessions')
      .set({ seen_at: new Date() })
      .where('hash', '=', hash)
      .execute();
  }
  const { id, name, second_factor: secondFactor, second_factor_due_at } = found;
  const secondFactorDueAt =
    secondFactor === 'due' ? (second_factor_due_at ?? undefined) : undefined;
  return { kind: 'person', id, name, ...rights, address, secondFactor, secondFactorDueAt };
}

/** The provider has just said again whose session it is. */
export async function vouchForSession(
  store: Store,
  secret: string,
  { hasFactor }: ProviderWord,
): Promise<void> {
  await store
    .updateTable('sessions')
    .set({ vouched_at: new Date(), ...(hasFactor && { has_provider_factor: true }) })
    .where('hash', '=', hashSecret(secret))
    .execute();
}

/** How the person of this session can show that it is theirs. */
export async function proofsOf(
  store: Store,
  secret: string,
): Promise<{ readonly hasPassword: boolean; readonly isVouched: boolean }> {
  const found = await store
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .select(sql<boolean>`p.password_hash is not null`.as('has_password'))
    .select(
      sql<boolean>`coalesce(s.vouched_at > now() - make_interval(mins => ${vouchedMinutes}), false)`.as(
        'is_vouched',
      ),
    )
    .where('s.hash', '=', hashSecret(secret))
    .executeTakeFirst();
  return {
    hasPassword: found?.has_password === true,
    isVouched: found?.is_vouched === true,
  };
}

/** Gives a session another secret when its right grows: whoever knew the one before has it no more. */
export async function renewSession(store: Store, secret: string): Promise<string> {
  const renewed = newSecret();
  await store
    .updateTable('sessions')
    .set({ hash: hashSecret(renewed) })
    .where('hash', '=', hashSecret(secret))
    .execute();
  return renewed;
}

export async function closeSession(store: Store, secret: string): Promise<void> {
  await store.deleteFrom('sessions').where('hash', '=', hashSecret(secret)).execute();
}

/** Ends every session of a person but one, and what could open another: after a change of password or role. */
export async function closeSessionsOf(
  store: Store,
  personId: string,
  keptSecret?: string,
): Promise<void> {
  let query = store.deleteFrom('sessions').where('person_id', '=', personId);
  if (keptSecret !== undefined) query = query.where('hash', '!=', hashSecret(keptSecret));
  await query.execute();
  await store.deleteFrom('sign_in_links').where('person_id', '=', personId).execute();
  await store.deleteFrom('provider_attempts').where('person_id', '=', personId).execute();
}
