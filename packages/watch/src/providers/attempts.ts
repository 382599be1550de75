import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { hashSecret, newSecret } from '../people/secrets.ts';
import type { Store } from '../store/schema.ts';

/** For what somebody goes to the provider, and what they still owe when they are back. */
type AttemptPurpose = 'sign in' | 'link' | 'confirm' | 'second factor';

/** Long enough to type a password and a code at the provider. */
export const attemptMinutes = 10;

const isOver = sql<boolean>`created_at <= now() - make_interval(mins => ${attemptMinutes})`;

export interface Attempt {
  readonly purpose: AttemptPurpose;
  /** Who links, confirms or owes a second factor. */
  readonly personId: string | undefined;
}

export interface TakenAttempt extends Attempt {
  /** Since it was begun. */
  readonly secondsAgo: number;
}

/** Begins one for the browser that holds the secret; the word by which it is found again. */
export async function newAttempt(
  store: Store,
  holder: string,
  { purpose, personId }: Attempt,
): Promise<string> {
  const word = newSecret();
  await forgetOldAttempts(store);
  await store
    .insertInto('provider_attempts')
    .values({
      hash: hashSecret(word),
      purpose,
      holder_hash: hashSecret(holder),
      person_id: personId ?? null,
    })
    .execute();
  return word;
}

/** What this browser came back for; it is over from then on, whatever comes of it. */
export async function takeAttempt(
  store: Store,
  word: string,
  holder: string,
): Promise<TakenAttempt | undefined> {
  const taken = await store
    .deleteFrom('provider_attempts')
    .where('hash', '=', hashSecret(word))
    .returning(['purpose', 'holder_hash', 'person_id', isOver.as('is_over')])
    .returning(sql<number>`extract(epoch from now() - created_at)::float8`.as('seconds_ago'))
    .executeTakeFirst();
  if (taken === undefined || taken.is_over || !taken.holder_hash.equals(hashSecret(holder))) {
    return undefined;
  }
  const { purpose, person_id, seconds_ago: secondsAgo } = taken;
  return { purpose: purpose as AttemptPurpose, personId: person_id ?? undefined, secondsAgo };
}

/** Who owes a second factor; a wrong code does not end it. */
export async function whoOwesFactor(
  store: Store,
  word: string,
  holder: string,
): Promise<string | undefined> {
  const found = await store
    .selectFrom('provider_attempts as a')
    .innerJoin('people as p', 'p.id', 'a.person_id')
    .select(['a.person_id', 'a.holder_hash'])
    .where('a.hash', '=', hashSecret(word))
    .where('a.purpose', '=', 'second factor')
    .where('a.created_at', '>', sql<Date>`now() - make_interval(mins => ${attemptMinutes})`)
    .where('p.disabled_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined || !found.holder_hash.equals(hashSecret(holder))) return undefined;
  return found.person_id ?? undefined;
}

export async function forgetAttempts(store: Store): Promise<void> {
  await store.deleteFrom('provider_attempts').execute();
}

export async function forgetOldAttempts(store: Store): Promise<void> {
  await store.deleteFrom('provider_attempts').where(isOver).execute();
}

/** What only this browser can answer with, for this attempt: nothing of it is stored. */
export interface AttemptSecrets {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly codeVerifier: string;
}

export function secretsOf(state: string, holder: string): AttemptSecrets {
  const derive = (use: string): string =>
    createHmac('sha256', holder).update(`${use} ${state}`).digest('base64url');
  return { state, nonce: derive('nonce'), codeVerifier: derive('code verifier') };
}
