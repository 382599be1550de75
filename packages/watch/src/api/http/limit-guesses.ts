import { countAttempt } from '../../people/attempts.ts';
import type { Principal } from '../../people/principal.ts';
import type { Store } from '../../store/schema.ts';
import { ApiError } from './api-error.ts';

/** Counts one try at the password or the code of whoever is signed in: a stolen session must not become a way to guess them. */
export async function limitGuesses(store: Store, asker: Principal): Promise<void> {
  if (asker.kind !== 'person') {
    throw new ApiError('not_allowed', 'Only a person who is signed in may do this.');
  }
  const key = `second factor ${asker.id}`;
  const waitSeconds = await countAttempt(store, { key, most: 10, windowSeconds: 900 });
  if (waitSeconds > 0) throw new ApiError('too_many', 'Too many attempts; try later.', waitSeconds);
}
