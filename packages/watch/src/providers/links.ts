import { sql } from 'kysely';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { addLink, personOf } from './admit.ts';
import type { Identity } from './identity.ts';
import { providerInUse } from './provider-settings.ts';

/** Somebody's account at the provider, by which they sign in here. */
export interface ProviderLink {
  readonly id: string;
  readonly issuer: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly usedAt: Date | undefined;
}

export async function listLinks(store: Store, personId: string): Promise<readonly ProviderLink[]> {
  const rows = await store
    .selectFrom('provider_links')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute();
  return rows.map(({ id, issuer, email, created_at, used_at }) => ({
    id,
    issuer,
    email,
    createdAt: created_at,
    usedAt: used_at ?? undefined,
  }));
}

/** Lets the account at the provider sign in as this person, who has shown that they are both. */
export async function linkIdentity(
  store: Store,
  principal: Principal,
  identity: Identity,
): Promise<Done> {
  return store.transaction().execute(async (transaction): Promise<Done> => {
    if (!(await addLink(transaction, principal.id, identity))) {
      const problem =
        (await personOf(transaction, identity)) === principal.id
          ? 'This account of the provider is linked already.'
          : 'This account of the provider is linked to somebody else here.';
      return { ok: false, problem, isConflict: true };
    }
    await record(transaction, principal, 'link provider', identity.email ?? principal.name, {
      issuer: identity.issuer,
      subject: identity.subject,
    });
    return { ok: true, id: principal.id };
  });
}

/** Takes one of one's own links away, where another way to sign in is left. */
export async function unlink(
  store: Store,
  principal: Principal,
  id: string,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction): Promise<Done | undefined> => {
    const person = await transaction
      .selectFrom('people')
      .select('password_hash')
      .where('id', '=', principal.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (person.password_hash === null) {
      const problem = 'Set a password first: without this link you could not sign in.';
      return { ok: false, problem, isConflict: true };
    }
    const gone = await transaction
      .deleteFrom('provider_links')
      .where('id', '=', id)
      .where('person_id', '=', principal.id)
      .returning(['issuer', 'subject', 'email'])
      .executeTakeFirst();
    if (gone === undefined) return undefined;
    const { issuer, subject, email } = gone;
    await record(transaction, principal, 'unlink provider', email || principal.name, {
      issuer,
      subject,
    });
    return { ok: true, id };
  });
}

/** Whether this person must come in through the provider; its label then. Owners have every way. */
export async function onlyWayIn(store: Store, personId: string): Promise<string | undefined> {
  const provider = await providerInUse(store);
  if (provider === undefined || provider.rules.otherWays === 'everybody') return undefined;
  const { rows } = await sql<{ is_bound: boolean }>`
    select role <> 'owner' and exists (select from provider_links
      where person_id = p.id and issuer = ${provider.issuer}) as is_bound
    from people p where id = ${personId}`.execute(store);
  return rows[0]?.is_bound === true ? provider.label : undefined;
}
