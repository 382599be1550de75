import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { Selectable } from 'kysely';
import type { PasskeysTable } from '../store/people-schema.ts';
import type { Store } from '../store/schema.ts';
import { record } from './audit.ts';
import type { PasskeyAnswer, PasskeyRequest } from './passkey-answers.ts';
import {
  challengeIn,
  challengeMinutes,
  type ChallengePurpose,
  newChallenge,
  takeChallenge,
} from './passkey-challenges.ts';
import type { RelyingParty } from './relying-party.ts';

/** With what an answer must agree beside the passkey's own signature. */
export interface PasskeyUse {
  readonly purpose: ChallengePurpose;
  /** Secret of the session or of the cookie with which the challenge was asked for. */
  readonly holder: string;
  readonly party: RelyingParty;
  readonly address: string;
}

/** Asks a browser for any passkey of ours: it knows which ones it has, and we tell nobody. */
export async function askPasskey(
  store: Store,
  { purpose, holder, party }: Omit<PasskeyUse, 'address'>,
): Promise<PasskeyRequest> {
  return {
    challenge: await newChallenge(store, purpose, holder),
    rpId: party.id,
    timeout: challengeMinutes * 60_000,
    userVerification: 'required',
  };
}

/** Whose passkey it was, when it was used rightly and they may sign in. */
export async function usePasskey(
  store: Store,
  answer: PasskeyAnswer,
  use: PasskeyUse,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const challenge = challengeIn(answer.response.clientDataJSON);
  // By itself, so that a challenge is void even when what follows fails.
  if (
    challenge === undefined ||
    !(await takeChallenge(store, challenge, use.purpose, use.holder))
  ) {
    return undefined;
  }
  return store.transaction().execute(async (transaction) => {
    const passkey = await transaction
      .selectFrom('passkeys')
      .selectAll()
      .where('credential_id', '=', Buffer.from(answer.id, 'base64url'))
      .forUpdate()
      .executeTakeFirst();
    if (passkey === undefined || !isHolder(answer, passkey.person_id)) return undefined;
    const counter = await verifiedCounter(answer, passkey, challenge, use.party);
    if (counter === undefined) return undefined;
    const person = await transaction
      .selectFrom('people')
      .select(['id', 'name'])
      .where('id', '=', passkey.person_id)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (person === undefined) return undefined;
    // A counter that does not go on tells of a copy; those without one always send 0.
    if ((counter > 0 || passkey.counter > 0) && counter <= passkey.counter) {
      const actor = { kind: 'person', ...person, address: use.address } as const;
      await record(transaction, actor, 'passkey refused', passkey.name, {
        problem: 'its counter went back: it may have been copied',
      });
      return undefined;
    }
    await transaction
      .updateTable('passkeys')
      .set({ counter, used_at: new Date() })
      .where('id', '=', passkey.id)
      .execute();
    return person;
  });
}

/** The counter of an answer that the passkey signed, for us and by a verified person. */
async function verifiedCounter(
  answer: PasskeyAnswer,
  passkey: Selectable<PasskeysTable>,
  expectedChallenge: string,
  party: RelyingParty,
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, clientExtensionResults: {} } as never,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      // The counter is judged by the caller, which writes down what it means.
      credential: { id: answer.id, publicKey: new Uint8Array(passkey.public_key), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    // It throws for every answer that is not right.
    return undefined;
  }
}

/** What a passkey keeps of a person: their id, in the form of WebAuthn. */
export function handleOf(personId: string): string {
  return Buffer.from(personId.replaceAll('-', ''), 'hex').toString('base64url');
}

function isHolder({ response: { userHandle } }: PasskeyAnswer, personId: string): boolean {
  return userHandle === handleOf(personId);
}
