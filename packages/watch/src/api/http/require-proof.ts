import type { Context } from 'hono';
import { isPasswordOf } from '../../people/people.ts';
import type { Principal } from '../../people/principal.ts';
import { proofsOf } from '../../people/sessions.ts';
import { usePasskey } from '../../people/use-passkey.ts';
import type { Proof } from '../schemas/passkey.ts';
import { ApiError } from './api-error.ts';
import { addressOf } from './client.ts';
import type { ConsoleContext } from './console-context.ts';
import { limitGuesses } from './limit-guesses.ts';
import { requireParty, requireSession } from './passkey-use.ts';

/** Refuses who does not show that the session is theirs; the session's secret. */
export async function requireProof(
  c: Context,
  console: ConsoleContext,
  asker: Principal,
  given: Proof,
): Promise<string> {
  const holder = requireSession(c, console, asker);
  await limitGuesses(console.store, asker);
  if ('password' in given) {
    if (await isPasswordOf(console.store, asker.id, given.password)) return holder;
    throw new ApiError('wrong_credentials', 'The password is wrong.');
  }
  if ('provider' in given) {
    const { hasPassword, isVouched } = await proofsOf(console.store, holder);
    if (!hasPassword && isVouched) return holder;
    const how = hasPassword ? 'Confirm with your password.' : 'Confirm through the provider first.';
    throw new ApiError('wrong_credentials', how);
  }
  const use = { purpose: 'confirm', holder, party: requireParty(console) } as const;
  const address = addressOf(c, console);
  const person = await usePasskey(console.store, given.passkey, { ...use, address });
  if (person?.id === asker.id) return holder;
  throw new ApiError('wrong_credentials', 'This is not a passkey of yours.');
}
