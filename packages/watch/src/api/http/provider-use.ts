import type { Context } from 'hono';
import { type Actor, record } from '../../people/audit.ts';
import { newSecret } from '../../people/secrets.ts';
import { type Attempt, newAttempt, secretsOf } from '../../providers/attempts.ts';
import type { Identity } from '../../providers/identity.ts';
import type { Provider, ProviderAccess } from '../../providers/provider.ts';
import { accessTo, providerInUse } from '../../providers/provider-settings.ts';
import { troubleOf } from '../../providers/trouble-words.ts';
import { ApiError } from './api-error.ts';
import { addressOf } from './client.ts';
import type { ConsoleContext } from './console-context.ts';
import { providerSecretOf, setProviderSecret } from './session-cookie.ts';

/** Where the provider sends people back to; it must know exactly this. */
export function redirectUriOf({ publicUrl }: ConsoleContext): string {
  return `${publicUrl.origin}/sign-in/provider`;
}

export async function requireProvider({ store }: ConsoleContext): Promise<Provider> {
  const provider = await providerInUse(store);
  if (provider !== undefined) return provider;
  throw new ApiError('not_found', 'There is no sign-in provider here, or not any more.');
}

/** Marks this browser, and tells it where to go. `isAgain`: they are to sign in there anew. */
export async function sendToProvider(
  c: Context,
  console: ConsoleContext,
  attempt: Attempt,
  isAgain: boolean = attempt.purpose === 'confirm',
): Promise<{ url: string }> {
  const { store, alerts, publicUrl } = console;
  // The mark would not be sent back from another name of this machine.
  if (c.req.header('host') !== publicUrl.host) {
    throw new ApiError('wrong_host', `Open the console at ${publicUrl.origin} for this.`);
  }
  const provider = await requireProvider(console);
  // One mark for all tabs of a browser; each attempt has its own word.
  const holder = providerSecretOf(c, publicUrl) ?? newSecret();
  try {
    const access = await accessTo(store, alerts.vault, provider);
    const state = await newAttempt(store, holder, attempt);
    const url = await console.provider.signInUrl(access, {
      redirectUri: redirectUriOf(console),
      secrets: secretsOf(state, holder),
      scopes: provider.rules.extraScopes,
      isAgain,
    });
    setProviderSecret(c, publicUrl, holder);
    return { url };
  } catch (error) {
    const { words } = troubleOf(error);
    return refuse(c, console, { provider, problem: `the provider ${words}`, isAway: true });
  }
}

/** Whom the provider vouches for; refuses, and writes down why, when it is not to be believed. */
export async function identityFrom(
  c: Context,
  console: ConsoleContext,
  provider: Provider,
  given: { readonly state: string; readonly code: string; readonly iss: string | undefined },
  actor?: Actor,
): Promise<Identity> {
  const { store, alerts, publicUrl } = console;
  const { state, code, iss } = given;
  const { groupsClaim } = provider.rules;
  const needed = ['email', 'email_verified', ...(groupsClaim === '' ? [] : [groupsClaim])];
  const secrets = secretsOf(state, providerSecretOf(c, publicUrl) ?? '');
  let access: ProviderAccess | undefined;
  try {
    access = await accessTo(store, alerts.vault, provider);
    const back = { redirectUri: redirectUriOf(console), code, iss, secrets };
    return await console.provider.redeem(access, back, needed);
  } catch (error) {
    const { words, isAway } = troubleOf(error, access);
    return refuse(c, console, { provider, problem: `the provider ${words}`, isAway, actor });
  }
}

interface Refused {
  readonly provider: Provider | undefined;
  /** For owners, in the audit log. */
  readonly problem: string;
  /** For whoever asked; without it they are told where it stands. */
  readonly words?: string;
  readonly isAway?: boolean;
  readonly actor?: Actor | undefined;
}

/** Writes down that it came to nothing, and says so. */
export async function refuse(
  c: Context,
  console: ConsoleContext,
  { provider, problem, words, isAway = false, actor }: Refused,
): Promise<never> {
  const label = provider?.label ?? 'the provider';
  const nobody = {
    kind: 'nobody',
    id: undefined,
    name: label,
    address: addressOf(c, console),
  } as const;
  const details = { by: 'provider', problem };
  await record(console.store, actor ?? nobody, 'sign-in failed', label, details);
  if (words !== undefined) throw new ApiError('not_allowed', words);
  throw new ApiError(
    isAway ? 'busy' : 'wrong_credentials',
    isAway
      ? `${label} does not answer as it should. Try again later; owners find the reason in the audit log.`
      : `What ${label} answered is not right, so nobody was signed in. Owners find the reason in the audit log.`,
  );
}
