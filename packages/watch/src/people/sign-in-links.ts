import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import { rightsOf } from './app-scope.ts';
import { record } from './audit.ts';
import type { Principal } from './principal.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** Short, since whoever sees the link first may use it. */
const linkMinutes = 60;

export interface SignInLink {
  readonly secret: string;
  readonly endsAt: Date;
}

const isOver = sql<boolean>`created_at < now() - make_interval(mins => ${linkMinutes})`;

/** The secret of a link that signs its maker in elsewhere, once. For whoever has shown that it is they. */
export async function newSignInLink(store: Store, principal: Principal): Promise<SignInLink> {
  const secret = newSecret();
  const created_at = new Date();
  await store.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('sign_in_links').where(isOver).execute();
    await transaction
      .insertInto('sign_in_links')
      .values({ hash: hashSecret(secret), person_id: principal.id, created_at })
      .execute();
    await record(transaction, principal, 'make sign-in link', principal.name);
  });
  return { secret, endsAt: new Date(created_at.getTime() + linkMinutes * 60_000) };
}

/** Whom the link signs in; it is void from then on. `undefined` when it is not valid. */
export async function takeSignInLink(
  store: Store,
  secret: string,
  address: string,
): Promise<Principal | undefined> {
  return store.transaction().execute(async (transaction) => {
    const link = await transaction
      .deleteFrom('sign_in_links')
      .where('hash', '=', hashSecret(secret))
      .returning(['person_id', isOver.as('is_over')])
      .executeTakeFirst();
    if (link === undefined || link.is_over) return undefined;
    const found = await transaction
      .selectFrom('people')
      .select(['id', 'name', 'role', 'apps'])
      .where('id', '=', link.person_id)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    const rights = found && rightsOf(found);
    if (found === undefined || rights === undefined) return undefined;
    const { id, name } = found;
    const principal: Principal = { kind: 'person', id, name, ...rights, address };
    await record(transaction, principal, 'sign in', name, { by: 'link' });
    return principal;
  });
}
