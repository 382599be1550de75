import type { Network } from '@castellan/core';
import * as oidc from 'openid-client';
import { fetchPublic } from '../outbound/fetch-public.ts';
import type { AttemptSecrets } from './attempts.ts';
import { type Identity, identityOf } from './identity.ts';
import { google, issuerName, type ProviderAccess } from './provider.ts';

const timeoutMs = 10_000;
/** Key sets with certificates in them can be long. */
const maxBytes = 524_288;
/** How long what the provider says of itself is kept. */
const keptMs = 600_000;

/** What the provider's page was called with, and what it sent back. */
export interface Return {
  readonly redirectUri: string;
  readonly code: string;
  /** RFC 9207: who answers. */
  readonly iss: string | undefined;
  readonly secrets: AttemptSecrets;
}

/** Speaks OpenID Connect with the provider; all that it sends goes through the guard of outgoing requests. */
export class ProviderClient {
  readonly #innerNetworks: readonly Network[];
  #kept: { key: string; until: number; found: Promise<oidc.Configuration> } | undefined;

  constructor(innerNetworks: readonly Network[]) {
    this.#innerNetworks = innerNetworks;
  }

  /** Where to send a browser to. `again`: the provider is to ask them for their password anew. */
  async signInUrl(
    access: ProviderAccess,
    {
      redirectUri,
      secrets: { state, nonce, codeVerifier },
      scopes,
      isAgain = false,
    }: {
      readonly redirectUri: string;
      readonly secrets: AttemptSecrets;
      readonly scopes: readonly string[];
      readonly isAgain?: boolean;
    },
  ): Promise<string> {
    const configuration = await this.#discovered(access);
    return oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: ['openid', 'email', 'profile', ...scopes].join(' '),
      response_mode: 'query',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      // Google knows no `login`; there the choice of the account is what can be had. With an age asked for, others
      // must tell when they signed in (OpenID Connect Core §3.1.2.1).
      ...(isAgain &&
        (access.issuer === google
          ? { prompt: 'select_account' }
          : { prompt: 'login', max_age: '0' })),
    }).href;
  }

  /**
   * Whom the code stands for. The token's signature, issuer, audience, times and nonce are checked,
   * and that the code was given to the browser that asked. Throws when any of it is not right.
   */
  async redeem(
    access: ProviderAccess,
    { redirectUri, code, iss, secrets }: Return,
    needed: readonly string[],
  ): Promise<Identity> {
    const configuration = await this.#discovered(access);
    const url = new URL(redirectUri);
    const parameters = { code, state: secrets.state, ...(iss !== undefined && { iss }) };
    url.search = new URLSearchParams(parameters).toString();
    const tokens = await oidc.authorizationCodeGrant(configuration, url, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new TypeError('there is no ID token');
    const isWhole = needed.every((name) => Object.hasOwn(claims, name.split('.')[0] ?? name));
    const { userinfo_endpoint: userInfo } = configuration.serverMetadata();
    // Many providers keep the ID token short, and tell the rest when asked.
    const more =
      isWhole || userInfo === undefined
        ? {}
        : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return identityOf(access.issuer, claims.sub, { ...more, ...claims });
  }

  /** What the provider says of itself, read anew. */
  discover(access: ProviderAccess): Promise<oidc.Configuration> {
    return this.#discover(access);
  }

  /** As a library of OpenID takes it. */
  readonly fetch: oidc.CustomFetch = (url, { method, headers, body, signal }) =>
    fetchPublic(
      url,
      {
        method,
        headers,
        body: body instanceof URLSearchParams ? body : undefined,
        signal,
      },
      { innerNetworks: this.#innerNetworks, timeoutMs, maxBytes },
    );

  async #discovered(access: ProviderAccess): Promise<oidc.Configuration> {
    const key = JSON.stringify([access.issuer, access.clientId, access.clientSecret]);
    if (this.#kept?.key !== key || this.#kept.until < Date.now()) {
      this.#kept = { key, until: Date.now() + keptMs, found: this.#discover(access) };
    }
    const kept = this.#kept;
    try {
      return await kept.found;
    } catch (error) {
      // What failed is asked for again the next time.
      if (this.#kept === kept) this.#kept = undefined;
      throw error;
    }
  }

  async #discover({ issuer, clientId, clientSecret }: ProviderAccess): Promise<oidc.Configuration> {
    const isPlain = new URL(issuer).protocol === 'http:';
    const configuration = await oidc.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? oidc.None() : showing(clientSecret),
      {
        [oidc.customFetch]: this.fetch,
        timeout: timeoutMs / 1_000,
        execute: [
          // Without it a signature would be left to TLS alone, and none at all be taken.
          oidc.enableNonRepudiationChecks,
          ...(isPlain ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );
    const { issuer: found } = configuration.serverMetadata();
    // The library lets some services of many tenants differ; then anybody's tenant would do.
    if (issuerName(found) !== issuer) throw new WrongIssuer(found);
    return configuration;
  }
}

/** The provider calls itself otherwise: tokens of many tenants, or a wrong address. */
export class WrongIssuer extends Error {
  override readonly name = 'WrongIssuer';
  readonly found: string;

  constructor(found: string) {
    super('the provider calls itself otherwise');
    this.found = found;
  }
}

/** Shows the secret in the way that the provider takes. */
function showing(secret: string): oidc.ClientAuth {
  const inBody = oidc.ClientSecretPost(secret);
  const inHeader = oidc.ClientSecretBasic(secret);
  return (server, ...rest) => {
    // By default the header, as RFC 8414 has it; of both the one about whose encoding nobody disagrees.
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_post') ? inBody : inHeader)(server, ...rest);
  };
}
