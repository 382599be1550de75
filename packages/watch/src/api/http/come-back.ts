import type { Context } from 'hono';
import { record } from '../../people/audit.ts';
import type { Principal } from '../../people/principal.ts';
import { checkSecondFactor } from '../../people/second-factor.ts';
import { vouchForSession } from '../../people/sessions.ts';
import { admit, personOf } from '../../providers/admit.ts';
import { type Attempt, newAttempt, takeAttempt } from '../../providers/attempts.ts';
import type { Identity } from '../../providers/identity.ts';
import { hasFactor, isAnew } from '../../providers/judge-identity.ts';
import { linkIdentity } from '../../providers/links.ts';
import type { Provider } from '../../providers/provider.ts';
import type { ReturnOutcome } from '../schemas/provider.ts';
import { ApiError } from './api-error.ts';
import { requirePrincipal } from './authenticate.ts';
import { addressOf } from './client.ts';
import type { ConsoleContext } from './console-context.ts';
import { idOf } from './id-of.ts';
import { requireSession } from './passkey-use.ts';
import { identityFrom, refuse, requireProvider } from './provider-use.ts';
import { providerSecretOf } from './session-cookie.ts';
import { renew, signIn } from './sign-in.ts';

/** What a browser brings from the provider. */
export interface Brought {
  readonly state: string;
  readonly code?: string | undefined;
  readonly iss?: string | undefined;
  readonly error?: string | undefined;
}

/** Ends what a browser went to the provider for. */
export async function comeBack(
  c: Context,
  console: ConsoleContext,
  brought: Brought,
): Promise<ReturnOutcome> {
  const { store, publicUrl } = console;
  const holder = providerSecretOf(c, publicUrl);
  const attempt =
    holder === undefined ? undefined : await takeAttempt(store, brought.state, holder);
  if (attempt === undefined || attempt.purpose === 'second factor') {
    return refuse(c, console, {
      provider: undefined,
      problem: 'it was begun in another browser, used already, or too long ago',
      words: 'This was begun in another browser, or too long ago, or is done already: begin again.',
    });
  }
  const provider = await requireProvider(console);
  const self = attempt.purpose === 'sign in' ? undefined : await requireSelf(c, console, attempt);
  const { state, code, iss, error } = brought;
  if (code === undefined || error !== undefined) {
    return refuse(c, console, {
      provider,
      problem: `the provider sent them back with ${JSON.stringify(error ?? 'nothing')}`,
      words: wordsFor(error, provider.label),
      actor: self,
    });
  }
  const identity = await identityFrom(c, console, provider, { state, code, iss }, self);
  if (self === undefined) return enter(c, console, provider, identity);
  if (attempt.purpose === 'confirm') {
    return confirm(c, console, provider, { identity, self, secondsAgo: attempt.secondsAgo });
  }
  idOf(await linkIdentity(store, self, identity), () => new ApiError('not_found', 'Gone.'));
  return { outcome: 'linked' };
}

/** The person who went there from their account is still who is signed in. */
async function requireSelf(
  c: Context,
  console: ConsoleContext,
  { personId }: Attempt,
): Promise<Principal> {
  const principal = await requirePrincipal(c, console, 'manage own account');
  if (principal.kind === 'person' && principal.id === personId) return principal;
  throw new ApiError('not_allowed', 'Somebody else is signed in now: begin again.');
}

async function enter(
  c: Context,
  console: ConsoleContext,
  provider: Provider,
  identity: Identity,
): Promise<ReturnOutcome> {
  const { store, publicUrl } = console;
  const address = addressOf(c, console);
  const admitted = await admit(store, provider, identity, address);
  if (!admitted.ok) {
    const { problem } = admitted;
    const who = `${identity.email ?? 'no address'}, ${identity.subject}`;
    return refuse(c, console, { provider, problem: `${problem} (${who})`, words: problem });
  }
  const { id, name } = admitted;
  const word = { hasFactor: hasFactor(identity, provider.rules) };
  // Who has a second factor here is asked for it, unless the provider has asked for one that counts.
  const owed = word.hasFactor ? 'not needed' : await checkSecondFactor(store, id, undefined);
  if (owed === 'missing') {
    const holder = providerSecretOf(c, publicUrl) ?? '';
    const owing: Attempt = { purpose: 'second factor', personId: id };
    return { outcome: 'second factor', ticket: await newAttempt(store, holder, owing) };
  }
  await signIn(c, console, id, word);
  await record(store, { kind: 'person', id, name, address }, 'sign in', name, {
    by: 'provider',
    ...word,
  });
  return { outcome: 'signed in' };
}

async function confirm(
  c: Context,
  console: ConsoleContext,
  provider: Provider,
  {
    identity,
    self,
    secondsAgo,
  }: { readonly identity: Identity; readonly self: Principal; readonly secondsAgo: number },
): Promise<ReturnOutcome> {
  const { store } = console;
  if ((await personOf(store, identity)) !== self.id) {
    const words = `This is another account of ${provider.label} than yours.`;
    return refuse(c, console, { provider, problem: words, words, actor: self });
  }
  if (!isAnew(identity, secondsAgo)) {
    const words =
      identity.claims['auth_time'] === undefined
        ? `${provider.label} does not say when you signed in there (auth_time). Sign out here and in again, or use a passkey.`
        : `${provider.label} has not asked for your password again: sign out there first.`;
    return refuse(c, console, { provider, problem: words, words, actor: self });
  }
  const secret = requireSession(c, console, self);
  await vouchForSession(store, secret, { hasFactor: hasFactor(identity, provider.rules) });
  await renew(c, console);
  await record(store, self, 'confirm through provider', self.name);
  return { outcome: 'confirmed' };
}

/** Of RFC 6749 and OpenID Connect Core; other words are the provider's own and are not repeated. */
const meanings: Readonly<Record<string, string>> = {
  access_denied: 'refused, or you did not agree',
  login_required: 'wants you to sign in there first',
  consent_required: 'wants somebody to agree to it there first',
  unauthorized_client: 'does not let this console sign people in',
  invalid_scope: 'does not know a scope that this console asks for',
  server_error: 'had an error of its own',
  temporarily_unavailable: 'has too much to do just now',
};

function wordsFor(error: string | undefined, label: string): string {
  const known = error !== undefined && Object.hasOwn(meanings, error) ? meanings[error] : undefined;
  return `${label} ${known ?? 'did not sign you in'}.`;
}
