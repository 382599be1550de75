import type { Context } from 'hono';
import { countAttempt } from '../../people/attempts.ts';
import {
  closeSession,
  openSession,
  type ProviderWord,
  renewSession,
} from '../../people/sessions.ts';
import { onlyWayIn } from '../../providers/links.ts';
import { ApiError } from './api-error.ts';
import { addressOf } from './client.ts';
import type { ConsoleContext } from './console-context.ts';
import { sessionSecretOf, setSession } from './session-cookie.ts';

const windowSeconds = 900;
/** Failed and successful ones together; success clears those of the account. */
const mostPerAddress = 30;
const mostPerAccount = 10;

/** Counts the attempt; the key of the account's attempts. */
export async function limitSignIn(
  c: Context,
  console: ConsoleContext,
  account?: string,
): Promise<string> {
  const accountKey = `sign in account ${(account ?? '').toLowerCase()}`;
  const limits = [
    { key: `sign in address ${addressOf(c, console)}`, most: mostPerAddress, windowSeconds },
    ...(account === undefined ? [] : [{ key: accountKey, most: mostPerAccount, windowSeconds }]),
  ];
  for (const one of limits) {
    const waitSeconds = await countAttempt(console.store, one);
    if (waitSeconds > 0)
      throw new ApiError('too_many', 'Too many attempts; try later.', waitSeconds);
  }
  return accountKey;
}

/**
 * Opens a new session and hands its secret to the browser; the one of the cookie that was sent along
 * ends. Without the provider's word it refuses those who must come in by it.
 */
export async function signIn(
  c: Context,
  console: ConsoleContext,
  personId: string,
  provider?: ProviderWord,
): Promise<void> {
  const label = provider ? undefined : await onlyWayIn(console.store, personId);
  if (label !== undefined) throw new ApiError('not_allowed', `Sign in through ${label}.`);
  const client = { address: addressOf(c, console), userAgent: c.req.header('user-agent') ?? '' };
  const before = sessionSecretOf(c, console.publicUrl);
  if (before !== undefined) await closeSession(console.store, before);
  const secret = await openSession(console.store, personId, client, provider);
  setSession(c, console.publicUrl, secret);
}

/** Gives the asker's session another secret: after a password, a second factor or a confirmation is given. */
export async function renew(c: Context, { store, publicUrl }: ConsoleContext): Promise<void> {
  const secret = sessionSecretOf(c, publicUrl);
  if (secret !== undefined) setSession(c, publicUrl, await renewSession(store, secret));
}
