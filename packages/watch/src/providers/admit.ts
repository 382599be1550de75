import { type Selectable, sql } from 'kysely';
import { record } from '../people/audit.ts';
import { changeRole } from '../people/change-person.ts';
import type { Principal } from '../people/principal.ts';
import { isRole, type Role } from '../people/roles.ts';
import { closeSessionsOf } from '../people/sessions.ts';
import { newId } from '../store/new-id.ts';
import type { PeopleSchema } from '../store/people-schema.ts';
import type { Store } from '../store/schema.ts';
import type { Identity } from './identity.ts';
import { addressProblem, isAdmitted, roleFrom } from './judge-identity.ts';
import type { Provider, ProviderRules } from './provider.ts';

/** Whom the provider's word lets in, or why it lets in nobody, in words for whoever asked. */
export type Admitted =
  | { readonly ok: true; readonly id: string; readonly name: string }
  | {
      readonly ok: false;
      readonly problem: string;
      /** They are here already, and must say so by password first. */
      readonly mustLink?: true;
    };

type Person = Pick<
  Selectable<PeopleSchema['people']>,
  'id' | 'email' | 'name' | 'role' | 'disabled_at' | 'is_provided'
>;

const personColumns = ['id', 'email', 'name', 'role', 'disabled_at', 'is_provided'] as const;

/**
 * Who it is here. Known people are told by issuer and subject alone: an address may change hands, or
 * be claimed at a provider by somebody else.
 */
export async function admit(
  store: Store,
  { rules, label }: Provider,
  identity: Identity,
  address: string,
): Promise<Admitted> {
  return store.transaction().execute(async (transaction): Promise<Admitted> => {
    const linked = await linkedPerson(transaction, identity);
    const person = linked ?? (await invitedOrNew(transaction, rules, identity, address));
    if ('problem' in person) return { ok: false, ...person };
    if (person.disabled_at !== null) {
      return { ok: false, problem: 'You may not sign in here any more.' };
    }
    if (person.is_provided) {
      const problem = await followGroups(transaction, rules, identity, { person, label, address });
      if (problem !== undefined) return { ok: false, problem };
    }
    return { ok: true, id: person.id, name: person.name };
  });
}

/** Whose account at the provider it is here. */
export async function personOf(
  store: Store,
  { issuer, subject }: Identity,
): Promise<string | undefined> {
  const link = await store
    .selectFrom('provider_links')
    .select('person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return link?.person_id;
}

async function linkedPerson(
  store: Store,
  { issuer, subject }: Identity,
): Promise<Person | undefined> {
  const link = await store
    .updateTable('provider_links')
    .set({ used_at: new Date() })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .returning('person_id')
    .executeTakeFirst();
  if (link === undefined) return undefined;
  return store
    .selectFrom('people')
    .select(personColumns)
    .where('id', '=', link.person_id)
    .executeTakeFirst();
}

type Refusal = { readonly problem: string; readonly mustLink?: true };

/** Somebody who comes for the first time. */
async function invitedOrNew(
  store: Store,
  rules: ProviderRules,
  identity: Identity,
  address: string,
): Promise<Person | Refusal> {
  const doubt = addressProblem(identity, rules);
  const { email } = identity;
  if (doubt !== undefined || email === undefined) {
    return { problem: `The provider ${doubt}, so you cannot come in for the first time.` };
  }
  const here = await store
    .selectFrom('people')
    .select([...personColumns, 'password_hash'])
    .where((where) => where(where.fn('lower', ['email']), '=', email.toLowerCase()))
    .forUpdate()
    .executeTakeFirst();
  if (here !== undefined) {
    if (!(await isUntouched(store, here))) {
      return {
        problem:
          'Somebody with your address is here already. If that is you, sign in with your password and link the provider under Settings → Your account.',
        mustLink: true,
      };
    }
    await addLink(store, here.id, identity);
    await record(store, actorOf(here, address), 'link provider', here.email, { by: 'invitation' });
    return here;
  }
  if (!isAdmitted(email, rules)) {
    return { problem: 'Nobody has invited you yet: ask an owner of this console.' };
  }
  const role = roleFrom(identity, rules);
  if (role === undefined) return { problem: 'None of your groups lets you in here.' };
  return addProvided(store, { identity, email, role, address });
}

/** Invited and never in: nobody has made anything of the account that could be taken over. */
async function isUntouched(
  store: Store,
  { id, password_hash }: { readonly id: string; readonly password_hash: string | null },
): Promise<boolean> {
  if (password_hash !== null) return false;
  const { rows } = await sql<{ is_touched: boolean }>`
    select exists (select from passkeys where person_id = ${id})
      or exists (select from provider_links where person_id = ${id}) as is_touched`.execute(store);
  return rows[0]?.is_touched === false;
}

async function addProvided(
  store: Store,
  {
    identity,
    email,
    role,
    address,
  }: {
    readonly identity: Identity;
    readonly email: string;
    readonly role: Role;
    readonly address: string;
  },
): Promise<Person | Refusal> {
  const person = await store
    .insertInto('people')
    .values({
      id: newId(),
      email,
      name: (identity.name ?? email).slice(0, 200),
      role,
      apps: null,
      password_hash: null,
      is_provided: true,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(personColumns)
    .executeTakeFirst();
  // Two sign-ins at once: the other one has made them.
  if (person === undefined) return { problem: 'You have just been let in elsewhere: try again.' };
  await addLink(store, person.id, identity);
  const details = { id: person.id, role, by: 'provider' };
  await record(store, actorOf(person, address), 'add person', email, details);
  return person;
}

export async function addLink(
  store: Store,
  personId: string,
  { issuer, subject, email = '' }: Identity,
): Promise<boolean> {
  const added = await store
    .insertInto('provider_links')
    .values({ id: newId(), person_id: personId, issuer, subject, email, used_at: new Date() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Gives whomever the provider made the role of their groups of today; why not, where they have none. */
async function followGroups(
  store: Store,
  rules: ProviderRules,
  identity: Identity,
  { person, label, address }: { person: Person; label: string; address: string },
): Promise<string | undefined> {
  // Without a table the role is what an owner made it.
  if (rules.groupsClaim === '') return undefined;
  const role = roleFrom(identity, rules);
  if (role === undefined) {
    await closeSessionsOf(store, person.id);
    return 'None of your groups lets you in here any more.';
  }
  if (role === person.role || !isRole(person.role)) return undefined;
  const changed = await changeRole(store, person.id, role);
  const details = { id: person.id, before: person.role, role, by: label };
  await record(
    store,
    actorOf(person, address),
    changed ? 'change person' : 'role kept: one owner with a password must be left',
    person.email,
    details,
  );
  return undefined;
}

function actorOf(
  { id, name }: Pick<Person, 'id' | 'name'>,
  address: string,
): Pick<Principal, 'kind' | 'id' | 'name' | 'address'> {
  return { kind: 'person', id, name, address };
}
