import type { Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { scopeProblem } from './app-scope.ts';
import { record } from './audit.ts';
import { hashPassword } from './password.ts';
import { isPasswordOf } from './people.ts';
import type { Principal } from './principal.ts';
import { isRole, type Role } from './roles.ts';
import { closeSessionsOf } from './sessions.ts';

export interface PersonChange {
  readonly role?: Role | undefined;
  /** `null`: every app. An owner's is always that. */
  readonly apps?: readonly string[] | null | undefined;
  readonly isDisabled?: boolean | undefined;
}

const lastOwner: Done = {
  ok: false,
  problem: 'One owner who may sign in with a password must be left.',
  isConflict: true,
};

/**
 * Whether no other owner could sign in by password: the way back when the provider is away. Locks
 * all owners, so that two of them cannot be demoted at once.
 */
async function isLastOwner(transaction: Store, id: string): Promise<boolean> {
  const owners = await transaction
    .selectFrom('people')
    .select(['id', 'password_hash'])
    .where('role', '=', 'owner')
    .where('disabled_at', 'is', null)
    .forUpdate()
    .execute();
  const able = owners.filter(({ password_hash }) => password_hash !== null);
  return able.length === 1 && able[0]?.id === id;
}

/** Gives a role that nobody chose by hand; false where the last owner would lose theirs. */
export async function changeRole(transaction: Store, id: string, role: Role): Promise<boolean> {
  if (role !== 'owner' && (await isLastOwner(transaction, id))) return false;
  await transaction
    .updateTable('people')
    .set({ role, ...(role === 'owner' && { apps: null }) })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Changes a person's rights and ends their sessions. The last owner who may sign in by password stays one. */
export async function changePerson(
  store: Store,
  principal: Principal,
  id: string,
  { role, apps, isDisabled }: PersonChange,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const losesRights = isDisabled === true || (role !== undefined && role !== 'owner');
    if (losesRights && (await isLastOwner(transaction, id))) return lastOwner;
    const before = await transaction
      .selectFrom('people')
      .select('role')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined || !isRole(before.role)) return undefined;
    const next = role ?? before.role;
    const problem = await scopeProblem(transaction, next, apps);
    if (problem !== undefined) return { ok: false, problem };
    const changed = await transaction
      .updateTable('people')
      .set({
        role: next,
        ...(apps !== undefined && { apps: apps === null ? null : [...apps] }),
        ...(next === 'owner' && { apps: null }),
        ...(isDisabled !== undefined && { disabled_at: isDisabled ? new Date() : null }),
      })
      .where('id', '=', id)
      .returning('email')
      .executeTakeFirstOrThrow();
    await closeSessionsOf(transaction, id);
    await record(transaction, principal, 'change person', changed.email, {
      id,
      role,
      apps,
      isDisabled,
    });
    return { ok: true, id };
  });
}

/** False when the current password is not right. All other sessions of the person end. */
export async function changePassword(
  store: Store,
  principal: Principal,
  passwords: { readonly current: string; readonly next: string },
  sessionSecret: string,
): Promise<boolean> {
  if (!(await isPasswordOf(store, principal.id, passwords.current))) return false;
  await setPassword(store, principal, passwords.next, sessionSecret);
  return true;
}

/** For whoever has shown otherwise that they are the person. All their other sessions end. */
export async function setPassword(
  store: Store,
  principal: Principal,
  password: string,
  sessionSecret: string,
): Promise<void> {
  const password_hash = await hashPassword(password);
  await store.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('people')
      .set({ password_hash })
      .where('id', '=', principal.id)
      .execute();
    await closeSessionsOf(transaction, principal.id, sessionSecret);
    await record(transaction, principal, 'change password', principal.name);
  });
}
