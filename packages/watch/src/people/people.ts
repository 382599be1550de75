import { sql } from 'kysely';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';
import { hashPassword, isPassword } from './password.ts';
import { rightsOf } from './app-scope.ts';
import type { Role } from './roles.ts';
import { hasSecondFactor } from './second-factor-rule.ts';

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  /** Absent: they are invited to come in through the provider. */
  readonly password?: string | undefined;
  readonly role: Role;
  /** Absent: every app. */
  readonly apps?: readonly string[] | undefined;
}

/** A person as others see them. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly apps: readonly string[] | undefined;
  readonly createdAt: Date;
  readonly isDisabled: boolean;
  readonly hasSecondFactor: boolean;
  readonly hasPassword: boolean;
  /** Made by the provider. */
  readonly isProvided: boolean;
  /** They have come in through the provider. */
  readonly isLinked: boolean;
}

/** Adds a person; `undefined` when the address is taken. */
export async function addPerson(store: Store, person: NewPerson): Promise<string | undefined> {
  const id = newId();
  const { email, name, role, password } = person;
  const password_hash = password === undefined ? null : await hashPassword(password);
  const apps = person.apps === undefined ? null : [...person.apps];
  const added = await store
    .insertInto('people')
    .values({ id, email, name, role, apps, password_hash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

/** The person with this address and password who may sign in. Takes as long when there is none. */
export async function authenticate(
  store: Store,
  email: string,
  password: string,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const found = await store
    .selectFrom('people')
    .select(['id', 'name', 'password_hash', 'disabled_at'])
    .where((where) => where(where.fn('lower', ['email']), '=', email.toLowerCase()))
    .executeTakeFirst();
  const isRight = await isPassword(password, found?.password_hash ?? undefined);
  if (found === undefined || !isRight || found.disabled_at !== null) return undefined;
  return { id: found.id, name: found.name };
}

/** Whether somebody who is signed in knows their password. */
export async function isPasswordOf(store: Store, id: string, password: string): Promise<boolean> {
  const found = await store
    .selectFrom('people')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirst();
  return isPassword(password, found?.password_hash ?? undefined);
}

export async function listPeople(store: Store): Promise<readonly Person[]> {
  const rows = await store
    .selectFrom('people')
    .selectAll()
    .select(hasSecondFactor('people').as('has_second_factor'))
    .select(
      sql<boolean>`exists (select from provider_links where person_id = people.id)`.as('is_linked'),
    )
    .orderBy('created_at')
    .execute();
  return rows.flatMap((row) => {
    const rights = rightsOf(row);
    if (rights === undefined) return [];
    return [
      {
        id: row.id,
        email: row.email,
        name: row.name,
        ...rights,
        createdAt: row.created_at,
        isDisabled: row.disabled_at !== null,
        hasSecondFactor: row.has_second_factor,
        hasPassword: row.password_hash !== null,
        isProvided: row.is_provided,
        isLinked: row.is_linked,
      },
    ];
  });
}

export async function hasPeople(store: Store): Promise<boolean> {
  const found = await store.selectFrom('people').select('id').limit(1).executeTakeFirst();
  return found !== undefined;
}
