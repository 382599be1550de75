import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Somebody with an account at the provider. */
export interface CaseAccount {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
  /** How they sign in there. */
  readonly amr?: readonly string[];
}

/** What a provider that is wrong, or another one, makes of its ID token. */
export interface TokenTwist {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: 'RS256' | 'none' | 'HS256';
  /** Signed by a key that the provider does not publish. */
  readonly isForged?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const keyId = 'case';

/**
 * A whole OpenID provider (oidc-provider) on a port of this machine, with real keys. Its accounts
 * sign in by a page that asks for a name alone. What it puts into ID tokens can be twisted.
 */
export class CaseProvider {
  readonly clientId = 'watch';
  readonly clientSecret = 'a client secret: 100% real, of the case';
  readonly accounts: Map<string, CaseAccount> = new Map();
  twist: TokenTwist = {};
  /** What its discovery document says otherwise. */
  metadata: Readonly<Record<string, unknown>> = {};
  /** Answers everything with this status, where it is set. */
  brokenBy: number | undefined;
  /** What it was asked for, in order. */
  readonly asked: string[] = [];
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  readonly #server: Server;
  #provider: Provider | undefined;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** The redirect URIs are those of its one client, which is watch. */
  static async start(redirectUris: readonly string[]): Promise<CaseProvider> {
    const server = createServer();
    const made = new CaseProvider(server);
    server.on('request', (request, response) => void made.#answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    made.knows(redirectUris);
    return made;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The redirect URIs of its client from now on. */
  knows(redirectUris: readonly string[]): void {
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: this.clientId,
          client_secret: this.clientSecret,
          redirect_uris: [...redirectUris],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      jwks: {
        keys: [{ ...this.#keys.privateKey.export({ format: 'jwk' }), kid: keyId, use: 'sig' }],
      },
      cookies: { keys: [randomUUID()] },
      scopes: ['openid', 'email', 'profile', 'groups'],
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['name'],
        groups: ['groups'],
      },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      pkce: { required: () => true },
      findAccount: (_, sub) => {
        const account = this.accounts.get(sub);
        return account && { accountId: sub, claims: () => ({ sub, ...account }) };
      },
      // Nobody is asked to agree: the team's own provider and the team's own console.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({
          clientId: oidc.client?.clientId ?? '',
          accountId: oidc.session?.accountId ?? '',
        });
        grant.addOIDCScope('openid email profile groups');
        await grant.save();
        return grant;
      },
    });
    provider.proxy = false;
    this.#provider = provider;
  }

  /** Signs in on its page as a browser would; the address to which that one is sent back. */
  async visit(url: string, account: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let next: string = url;
    let method: 'GET' | 'POST' = 'GET';
    for (let steps = 0; steps < 8 && next.startsWith(this.issuer); steps += 1) {
      const answer: Response = await fetch(next, {
        method,
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(method === 'POST' && { body: new URLSearchParams({ account }) }),
      });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        cookies.set(name, value);
      }
      const location: string | null = answer.headers.get('location');
      const isPage: boolean = location === null && next.includes('/interaction/');
      if (location === null && !isPage) {
        throw new Error(`${next} answered ${answer.status}: ${await answer.text()}`);
      }
      method = isPage ? 'POST' : 'GET';
      if (location !== null) next = new URL(location, next).href;
    }
    return new URL(next);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.issuer);
    this.asked.push(`${request.method} ${pathname}`);
    if (this.brokenBy !== undefined) {
      response.writeHead(this.brokenBy, { 'content-type': 'text/plain' }).end('out of order');
      return;
    }
    if (pathname.startsWith('/interaction/')) return this.#signIn(request, response);
    if (pathname === '/token') {
      this.#change(response, ({ id_token: token, ...rest }) => ({
        ...rest,
        ...(typeof token === 'string' && { id_token: this.#twisted(token) }),
      }));
    }
    if (pathname.startsWith('/.well-known/')) {
      this.#change(response, (said) => ({ ...said, ...this.metadata }));
    }
    await this.#provider?.callback()(request, response);
  }

  /** The page on which people sign in there: who they are is taken for granted. */
  async #signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const sub = new URLSearchParams(body).get('account') ?? '';
    const result = this.accounts.has(sub)
      ? { login: { accountId: sub, remember: false } }
      : { error: 'access_denied', error_description: '<b>nobody</b> of this name' };
    await this.#provider?.interactionFinished(request, response, result);
  }

  /** Sends what is made of the JSON that the provider would send. */
  #change(response: ServerResponse, change: (answer: Json) => Json): void {
    const end = response.end.bind(response);
    response.end = ((chunk?: unknown) => {
      const text = Buffer.isBuffer(chunk) || typeof chunk === 'string' ? String(chunk) : '';
      if (!text.startsWith('{')) return end(chunk);
      const changed = JSON.stringify(change(JSON.parse(text) as Json));
      response.setHeader('content-length', Buffer.byteLength(changed));
      return end(changed);
    }) as typeof response.end;
  }

  #twisted(token: string): string {
    const [, payload = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
      sub: string;
    };
    const { amr } = this.accounts.get(claims.sub) ?? {};
    const { alg = 'RS256', isForged = false } = this.twist;
    const made = { ...claims, ...(amr && { amr }), ...this.twist.claims };
    const head = encoded({ alg, typ: 'JWT', ...(alg === 'RS256' && { kid: keyId }) });
    const signed = `${head}.${encoded(made)}`;
    if (alg === 'none') return `${signed}.`;
    if (alg === 'HS256') {
      // What a verifier takes that uses the public key as a shared secret.
      const key = this.#keys.publicKey.export({ format: 'pem', type: 'spki' });
      return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
    }
    const key: KeyObject = isForged
      ? generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey
      : this.#keys.privateKey;
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const page = `<!doctype html><html lang="en"><title>The case provider</title>
<main><h1>The case provider</h1><form method="post"><label>Account <input name="account" required></label>
<button>Sign in</button></form></main></html>`;
