import type { Context } from 'hono';
import { countAttempt } from '../../people/attempts.ts';
import type { Principal } from '../../people/principal.ts';
import { type RelyingParty, relyingPartyOf } from '../../people/relying-party.ts';
import { newSecret } from '../../people/secrets.ts';
import type { PasskeyUse } from '../../people/use-passkey.ts';
import { ApiError } from './api-error.ts';
import { addressOf } from './client.ts';
import type { ConsoleContext } from './console-context.ts';
import { askerSecretOf, sessionSecretOf, setAskerSecret } from './session-cookie.ts';

const mostChallenges = 60;
const windowSeconds = 900;

export function requireParty({ publicUrl }: ConsoleContext): RelyingParty {
  const party = relyingPartyOf(publicUrl);
  if (party !== undefined) return party;
  throw new ApiError(
    'conflict',
    'Browsers make passkeys only for a console that is reached by a name over HTTPS.',
  );
}

/** The secret of the asker's own session; programs have none. */
export function requireSession(
  c: Context,
  { publicUrl }: ConsoleContext,
  asker: Principal,
): string {
  const secret = sessionSecretOf(c, publicUrl);
  if (asker.kind === 'person' && secret !== undefined) return secret;
  throw new ApiError('not_allowed', 'Only a person who is signed in may do this.');
}

/** Challenges are stored, so nobody gets any number of them. */
export async function limitChallenges(c: Context, console: ConsoleContext): Promise<void> {
  const key = `passkey challenge ${addressOf(c, console)}`;
  const waitSeconds = await countAttempt(console.store, {
    key,
    most: mostChallenges,
    windowSeconds,
  });
  if (waitSeconds > 0) throw new ApiError('too_many', 'Too many attempts; try later.', waitSeconds);
}

/** Marks a browser in which nobody is signed in yet, so that a challenge is answered by it and by no other. */
export function markAsker(c: Context, { publicUrl }: ConsoleContext): string {
  const secret = newSecret();
  setAskerSecret(c, publicUrl, secret);
  return secret;
}

/** With what the answer of such a browser must agree. A browser without the mark has no challenge either. */
export function signInUse(c: Context, console: ConsoleContext): PasskeyUse {
  return {
    purpose: 'sign in',
    holder: askerSecretOf(c, console.publicUrl) ?? newSecret(),
    party: requireParty(console),
    address: addressOf(c, console),
  };
}
