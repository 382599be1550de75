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

/** Changes a person's rights and ends their sessions. The last owner who may sign in stays one. */
export async function changePerson(
  store: Store,
  principal: Principal,
  id: string,
  { role, apps, isDisabled }: PersonChange,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    // All owners are locked first, so that two owners cannot demote each other at once.
    const owners = await transaction
      .selectFrom('people')
      .select('id')
      .where('role', '=', 'owner')
      .where('disabled_at', 'is', null)
      .forUpdate()
      .execute();
    const losesRights = isDisabled === true || (role !== undefined && role !== 'owner');
    if (losesRights && owners.length === 1 && owners[0]?.id === id) {
      return { ok: false, problem: 'One owner who may sign in must be left.', isConflict: true };
    }
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
  const password_hash = await hashPassword(passwords.next);
  await store.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('people')
      .set({ password_hash })
      .where('id', '=', principal.id)
      .execute();
    await closeSessionsOf(transaction, principal.id, sessionSecret);
    await record(transaction, principal, 'change password', principal.name);
  });
  return true;
}
