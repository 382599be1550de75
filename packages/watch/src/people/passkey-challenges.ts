import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** What a challenge may be answered for; an answer for one is none for another. */
export type ChallengePurpose = 'sign in' | 'confirm' | 'register';

export const challengeMinutes = 5;

const isOver = sql<boolean>`created_at <= now() - make_interval(mins => ${challengeMinutes})`;

/** A challenge that only the holder of this secret may answer, once. */
export async function newChallenge(
  store: Store,
  purpose: ChallengePurpose,
  holder: string,
): Promise<string> {
  const challenge = newSecret();
  const holder_hash = hashSecret(holder);
  await forgetOldChallenges(store);
  await store
    .insertInto('passkey_challenges')
    .values({ hash: hashSecret(challenge), purpose, holder_hash })
    .execute();
  return challenge;
}

/** Whether it is open for this; it is void from then on, whatever the answer. */
export async function takeChallenge(
  store: Store,
  challenge: string,
  purpose: ChallengePurpose,
  holder: string,
): Promise<boolean> {
  const taken = await store
    .deleteFrom('passkey_challenges')
    .where('hash', '=', hashSecret(challenge))
    .returning(['purpose', 'holder_hash', isOver.as('is_over')])
    .executeTakeFirst();
  return (
    taken !== undefined &&
    !taken.is_over &&
    taken.purpose === purpose &&
    taken.holder_hash.equals(hashSecret(holder))
  );
}

export async function forgetOldChallenges(store: Store): Promise<void> {
  await store.deleteFrom('passkey_challenges').where(isOver).execute();
}

/** The challenge that an answer says it answers. */
export function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const said = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as unknown;
    const { challenge } = (said ?? {}) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
