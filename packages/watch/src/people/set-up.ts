import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import { record } from './audit.ts';
import { addPerson, hasPeople, type NewPerson } from './people.ts';
import { graceHours } from './second-factor-rule.ts';
import { hashSecret, newSecret } from './secrets.ts';

const setUpHours = 24;
/** Any constant; held while the first person is made. */
const setUpLock = 7_277_003;

/** The secret of a new set-up link, valid for a day; the one before is void. `undefined` once there are people. */
export async function newSetUpSecret(store: Store): Promise<string | undefined> {
  if (await hasPeople(store)) return undefined;
  const secret = newSecret();
  await store.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('setup_links').execute();
    await transaction
      .insertInto('setup_links')
      .values({ hash: hashSecret(secret) })
      .execute();
  });
  return secret;
}

/** Makes the first person, an owner, of whoever holds the link. `undefined` when the link is not valid. */
export async function setUp(
  store: Store,
  secret: string,
  person: Omit<NewPerson, 'role'> & { readonly password: string },
  address: string,
): Promise<string | undefined> {
  return store.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${setUpLock})`.execute(transaction);
    const link = await transaction
      .deleteFrom('setup_links')
      .where('hash', '=', hashSecret(secret))
      .where('created_at', '>', sql<Date>`now() - make_interval(hours => ${setUpHours})`)
      .returning('hash')
      .executeTakeFirst();
    if (link === undefined || (await hasPeople(transaction))) return undefined;
    const id = await addPerson(transaction, { ...person, role: 'owner' });
    if (id === undefined) return undefined;
    await transaction
      .updateTable('people')
      .set({
        second_factor_due_at: sql<Date>`created_at + make_interval(hours => ${graceHours})`,
      })
      .where('id', '=', id)
      .execute();
    await record(
      transaction,
      { kind: 'nobody', id: undefined, name: person.email, address },
      'set up',
      person.email,
    );
    return id;
  });
}
