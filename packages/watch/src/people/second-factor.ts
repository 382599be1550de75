import type { Store } from '../store/schema.ts';
import { record } from './audit.ts';
import type { Principal } from './principal.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import { hasSecondFactor } from './second-factor-rule.ts';
import { hashSecret } from './secrets.ts';
import { matchingStep, newTotpSecret, totpUri, withUsed } from './totp.ts';

const issuer = 'Castellan watch';

/** What an authenticator app is to be told; in force once a code of it was given. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** Begins with a new secret; the one in force stays so until then. For whoever has shown that it is they. */
export async function beginSecondFactor(store: Store, { id }: Principal): Promise<Enrolment> {
  const secret = newTotpSecret();
  const { email } = await store
    .updateTable('people')
    .set({ totp_pending: secret })
    .where('id', '=', id)
    .returning('email')
    .executeTakeFirstOrThrow();
  return { secret, uri: totpUri(secret, email, issuer) };
}

/** Puts the begun secret in force; the recovery codes, shown once. `undefined` for a wrong code. */
export async function confirmSecondFactor(
  store: Store,
  principal: Principal,
  code: string,
): Promise<readonly string[] | undefined> {
  return store.transaction().execute(async (transaction) => {
    const { id } = principal;
    const found = await transaction
      .selectFrom('people')
      .select('totp_pending')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    const secret = found?.totp_pending ?? undefined;
    if (secret === undefined) return undefined;
    const step = matchingStep(secret, code, [], Date.now());
    if (step === undefined) return undefined;
    const codes = newRecoveryCodes();
    await transaction
      .updateTable('people')
      .set({
        totp_secret: secret,
        totp_pending: null,
        totp_used_steps: [step],
        recovery_hashes: codes.map(hashSecret),
      })
      .where('id', '=', id)
      .execute();
    await record(transaction, principal, 'set second factor', principal.name);
    return codes;
  });
}

/**
 * Whether a person may sign in with this code: `not needed` without a second factor. A code of the
 * app counts once, a recovery code is used up.
 */
export async function checkSecondFactor(
  store: Store,
  personId: string,
  code: string | undefined,
): Promise<'not needed' | 'missing' | 'wrong' | 'right'> {
  return store.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('people')
      .select(['totp_secret', 'totp_used_steps', 'recovery_hashes'])
      .select(hasSecondFactor('people').as('has_second_factor'))
      .where('id', '=', personId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (!found.has_second_factor) return 'not needed';
    if (code === undefined) return 'missing';
    const change = acceptedBy(found, code.replaceAll(/[\s-]/g, '').toUpperCase());
    if (change === undefined) return 'wrong';
    await transaction.updateTable('people').set(change).where('id', '=', personId).execute();
    return 'right';
  });
}

/** Takes a person's second factor away, passkeys too, so that one who lost it can sign in and set a new one. */
export async function removeSecondFactor(
  store: Store,
  principal: Principal,
  personId: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('people')
      .set({ totp_secret: null, totp_pending: null, recovery_hashes: [] })
      .where('id', '=', personId)
      .where(hasSecondFactor('people'))
      .returning('email')
      .executeTakeFirst();
    if (changed === undefined) return false;
    const passkeys = await transaction
      .deleteFrom('passkeys')
      .where('person_id', '=', personId)
      .returning('name')
      .execute();
    await record(transaction, principal, 'remove second factor', changed.email, {
      passkeys: passkeys.map(({ name }) => name),
    });
    return true;
  });
}

/** What accepting a code changes; `undefined` for a code that is not right. */
function acceptedBy(
  person: {
    readonly totp_secret: string | null;
    readonly totp_used_steps: readonly number[];
    readonly recovery_hashes: readonly Buffer[];
  },
  code: string,
): { totp_used_steps: number[] } | { recovery_hashes: Buffer[] } | undefined {
  const { totp_secret: secret, totp_used_steps: used } = person;
  const step = secret === null ? undefined : matchingStep(secret, code, used, Date.now());
  if (step !== undefined) return { totp_used_steps: withUsed(used, step) };
  const hash = hashSecret(code);
  const left = person.recovery_hashes.filter((one) => !one.equals(hash));
  return left.length < person.recovery_hashes.length ? { recovery_hashes: left } : undefined;
}
