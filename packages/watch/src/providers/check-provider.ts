import * as oidc from 'openid-client';
import { newSecret } from '../people/secrets.ts';
import type { ProviderAccess } from './provider.ts';
import type { ProviderClient } from './provider-client.ts';
import { troubleOf } from './trouble-words.ts';

type Metadata = ReturnType<oidc.Configuration['serverMetadata']>;

/** What came of a look at the provider. */
export interface Checked {
  /** Why nobody could sign in through it, each a sentence; none: it is ready. */
  readonly problems: readonly string[];
  /** What was seen to be right. */
  readonly seen: readonly string[];
}

/**
 * Reads what the provider says of itself, and its keys, and asks it for a token with a code that it
 * never gave: how it refuses that tells whether it knows our client id and secret.
 */
export async function checkProvider(
  client: ProviderClient,
  access: ProviderAccess,
  redirectUri: string,
): Promise<Checked> {
  let configuration: oidc.Configuration;
  try {
    configuration = await client.discover(access);
  } catch (error) {
    return { problems: [`The provider ${troubleOf(error, access).words}.`], seen: [] };
  }
  const metadata = configuration.serverMetadata();
  const problems = problemsIn(metadata, access);
  const seen = ['Its discovery document was read.'];
  if (problems.length > 0) return { problems, seen };
  const looks = [
    await lookAtKeys(client, metadata),
    await tryCode(configuration, access, redirectUri),
  ];
  return {
    problems: looks.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
    seen: [...seen, ...looks.flatMap(({ fact }) => (fact === undefined ? [] : [fact]))],
  };
}

interface Look {
  readonly problem?: string;
  readonly fact?: string;
}

const needed = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;

function problemsIn(metadata: Metadata, { issuer, clientSecret }: ProviderAccess): string[] {
  const problems: string[] = [];
  for (const name of needed) {
    const value = metadata[name];
    const url = value === undefined ? null : URL.parse(value);
    if (url === null) problems.push(`Its discovery document names no ${name}.`);
    else if (url.protocol !== 'https:' && new URL(issuer).protocol === 'https:') {
      problems.push(`Its ${name} does not begin with https://.`);
    }
  }
  const lacks = (list: readonly string[] | undefined, one: string): boolean =>
    list !== undefined && !list.includes(one);
  if (lacks(metadata.response_types_supported, 'code')) {
    problems.push('It does not offer the authorization code flow (response type “code”).');
  }
  if (lacks(metadata.code_challenge_methods_supported, 'S256')) {
    problems.push('It does not offer PKCE with S256.');
  }
  const algorithms = metadata.id_token_signing_alg_values_supported;
  if (algorithms?.every((one) => one === 'none' || one.startsWith('HS')) === true) {
    problems.push('It signs tokens with no key pair (such as RS256 or ES256).');
  }
  const methods = metadata.token_endpoint_auth_methods_supported;
  const ours =
    clientSecret === undefined ? ['none'] : ['client_secret_basic', 'client_secret_post'];
  if (methods !== undefined && !methods.some((one) => ours.includes(one))) {
    problems.push(
      clientSecret === undefined
        ? 'It wants a client secret.'
        : 'It does not take a client secret, in the header or in the body.',
    );
  }
  return problems;
}

async function lookAtKeys(client: ProviderClient, { jwks_uri: uri }: Metadata): Promise<Look> {
  try {
    const response = await client.fetch(uri ?? '', {
      method: 'GET',
      headers: { accept: 'application/json' },
      body: undefined,
      redirect: 'manual',
    });
    if (response.status !== 200) return { problem: `Its keys: it answered ${response.status}.` };
    const { keys } = (await response.json()) as { keys?: unknown };
    if (Array.isArray(keys) && keys.length > 0) return { fact: 'Its keys were read.' };
    return { problem: 'Its key set holds no keys.' };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'Its key set is not JSON.' };
    return { problem: `Its keys: the provider ${troubleOf(error).words}.` };
  }
}

const strangers = new Set(['invalid_client', 'unauthorized_client']);

async function tryCode(
  configuration: oidc.Configuration,
  access: ProviderAccess,
  redirectUri: string,
): Promise<Look> {
  const made = { code: newSecret(), redirect_uri: redirectUri, code_verifier: newSecret() };
  try {
    await oidc.genericGrantRequest(configuration, 'authorization_code', made);
    return { problem: 'It gave a token for a code that was made up.' };
  } catch (error) {
    if (
      !(error instanceof oidc.ResponseBodyError) &&
      !(error instanceof oidc.WWWAuthenticateChallengeError)
    ) {
      return { problem: `The provider ${troubleOf(error, access).words}.` };
    }
    const said = error instanceof oidc.ResponseBodyError ? error.error : 'invalid_client';
    if (strangers.has(said) || error.status === 401) {
      return { problem: 'It does not take this client id and secret.' };
    }
    if (said.includes('redirect_uri')) {
      return {
        problem: `It does not know the redirect URI: add ${redirectUri} to the client there.`,
      };
    }
    if (said === 'invalid_grant') return { fact: 'It takes the client id and secret.' };
    return { problem: `The provider ${troubleOf(error, access).words}.` };
  }
}
