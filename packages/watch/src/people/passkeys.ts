import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { record } from './audit.ts';
import type { NewPasskeyAnswer, PasskeyCreation } from './passkey-answers.ts';
import {
  challengeIn,
  challengeMinutes,
  newChallenge,
  takeChallenge,
} from './passkey-challenges.ts';
import type { Principal } from './principal.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import type { RelyingParty } from './relying-party.ts';
import { hashSecret } from './secrets.ts';
import { handleOf } from './use-passkey.ts';

const mostPerPerson = 20;
/** EdDSA, ES256 and RS256: what authenticators of today have. */
const algorithms = [-8, -7, -257];

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | undefined;
}

export async function listPasskeys(store: Store, personId: string): Promise<readonly Passkey[]> {
  const rows = await store
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at', 'used_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute();
  return rows.map(({ id, name, created_at, used_at }) => ({
    id,
    name,
    createdAt: created_at,
    usedAt: used_at ?? undefined,
  }));
}

/** What a browser is to make; nothing is in force until its answer is there. */
export async function beginPasskey(
  store: Store,
  { id }: Principal,
  holder: string,
  party: RelyingParty,
): Promise<PasskeyCreation> {
  const { email, name } = await store
    .selectFrom('people')
    .select(['email', 'name'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const own = await store
    .selectFrom('passkeys')
    .select(['credential_id', 'transports'])
    .where('person_id', '=', id)
    .execute();
  return {
    rp: { id: party.id, name: 'Castellan watch' },
    user: { id: handleOf(id), name: email, displayName: name },
    challenge: await newChallenge(store, 'register', holder),
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: challengeMinutes * 60_000,
    attestation: 'none',
    excludeCredentials: own.map(({ credential_id, transports }) => ({
      type: 'public-key',
      id: credential_id.toString('base64url'),
      transports,
    })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  };
}

/** The recovery codes, for whoever had none: shown once. */
export type AddedPasskey = Done & { readonly recoveryCodes?: readonly string[] };

/** Puts a new passkey in force. `undefined` for an answer that is not right. */
export async function addPasskey(
  store: Store,
  principal: Principal,
  { name, answer }: { readonly name: string; readonly answer: NewPasskeyAnswer },
  { holder, party }: { readonly holder: string; readonly party: RelyingParty },
): Promise<AddedPasskey | undefined> {
  const challenge = challengeIn(answer.response.clientDataJSON);
  if (challenge === undefined || !(await takeChallenge(store, challenge, 'register', holder))) {
    return undefined;
  }
  const made = await verified(answer, challenge, party);
  if (made === undefined) return undefined;
  return store.transaction().execute(async (transaction): Promise<AddedPasskey> => {
    const person = await transaction
      .selectFrom('people')
      .select('recovery_hashes')
      .where('id', '=', principal.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const own = await listPasskeys(transaction, principal.id);
    if (own.length >= mostPerPerson) {
      return { ok: false, problem: `${mostPerPerson} passkeys are the most.`, isConflict: true };
    }
    const added = await transaction
      .insertInto('passkeys')
      .values({ id: newId(), person_id: principal.id, name, ...made })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined) {
      return { ok: false, problem: 'This passkey is there already.', isConflict: true };
    }
    await record(transaction, principal, 'add passkey', name, { id: added.id });
    if (person.recovery_hashes.length > 0) return { ok: true, id: added.id };
    const recoveryCodes = newRecoveryCodes();
    await transaction
      .updateTable('people')
      .set({ recovery_hashes: recoveryCodes.map(hashSecret) })
      .where('id', '=', principal.id)
      .execute();
    return { ok: true, id: added.id, recoveryCodes };
  });
}

/** Takes one of one's own passkeys away; with the last second factor the recovery codes go too. */
export async function removePasskey(
  store: Store,
  principal: Principal,
  id: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const removed = await transaction
      .deleteFrom('passkeys')
      .where('id', '=', id)
      .where('person_id', '=', principal.id)
      .returning('name')
      .executeTakeFirst();
    if (removed === undefined) return false;
    if ((await listPasskeys(transaction, principal.id)).length === 0) {
      await transaction
        .updateTable('people')
        .set({ recovery_hashes: [] })
        .where('id', '=', principal.id)
        .where('totp_secret', 'is', null)
        .execute();
    }
    await record(transaction, principal, 'remove passkey', removed.name, { id });
    return true;
  });
}

interface MadePasskey {
  readonly credential_id: Buffer;
  readonly public_key: Buffer;
  readonly counter: number;
  readonly transports: string[];
}

async function verified(
  answer: NewPasskeyAnswer,
  expectedChallenge: string,
  party: RelyingParty,
): Promise<MadePasskey | undefined> {
  try {
    if (!isWithoutMaker(answer)) return undefined;
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { ...answer, clientExtensionResults: {} } as never,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (registrationInfo === undefined) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    const { transports = [] } = answer.response;
    return {
      credential_id: Buffer.from(id, 'base64url'),
      public_key: Buffer.from(publicKey),
      counter,
      transports: [...transports],
    };
  } catch {
    // It throws for every answer that is not right.
    return undefined;
  }
}

/**
 * Who made an authenticator is not asked for. A statement of it would have certificates checked, and
 * for these the server would fetch from addresses that the answer names.
 */
function isWithoutMaker({ response: { attestationObject } }: NewPasskeyAnswer): boolean {
  const told = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url')));
  const format = told.get('fmt');
  return format === 'none' || (format === 'packed' && told.get('attStmt').get('x5c') === undefined);
}
