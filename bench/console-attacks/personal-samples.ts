import { CasePasskey } from '../../packages/watch/src/people/case-passkey.ts';
import type {
  PasskeyCreation,
  PasskeyRequest,
} from '../../packages/watch/src/people/passkey-answers.ts';
import { totpOf } from '../../packages/testkit/src/console/totp.ts';
import type { Sample, SampleMaker } from './sample-request.ts';
import { password, type SeededConsole } from './seeded-console.ts';

type Headers = Readonly<Record<string, string>>;

const proof = { password };

async function asPerson(seed: SeededConsole, body?: unknown): Promise<Sample> {
  const { client } = await seed.person();
  return { headers: client.headers(), ...(body !== undefined && { body }) };
}

/** Somebody with a second factor, and its secret. */
async function withFactor(
  seed: SeededConsole,
): Promise<{ id: string; email: string; secret: string; recovery: string; headers: Headers }> {
  const { id, email, client } = await seed.person();
  const path = '/api/v1/session/second-factor';
  const { secret } = await client.call<{ secret: string }>('POST', path, { password });
  const code = totpOf(secret, Date.now());
  const { recoveryCodes } = await client.call<{ recoveryCodes: string[] }>('PUT', path, { code });
  return { id, email, secret, recovery: recoveryCodes[0] ?? '', headers: client.headers() };
}

/** Somebody with a passkey that answers for them. */
async function withPasskey(
  seed: SeededConsole,
): Promise<{ passkey: CasePasskey; id: string; headers: Headers }> {
  const { client } = await seed.person();
  const passkey = new CasePasskey(seed.url.replace('127.0.0.1', 'localhost'));
  const begun = await client.call<PasskeyCreation>('POST', '/api/v1/session/passkeys/challenge', {
    proof,
  });
  const body = { name: 'key', passkey: passkey.create(begun) };
  await client.call('POST', '/api/v1/session/passkeys', body);
  const { items } = await client.call<{ items: { id: string }[] }>(
    'GET',
    '/api/v1/session/passkeys',
  );
  return { passkey, id: items[0]?.id ?? '', headers: client.headers() };
}

async function newPasskey(seed: SeededConsole): Promise<Sample> {
  const { client } = await seed.person();
  const begun = await client.call<PasskeyCreation>('POST', '/api/v1/session/passkeys/challenge', {
    proof,
  });
  const passkey = new CasePasskey(seed.url.replace('127.0.0.1', 'localhost'));
  return { headers: client.headers(), body: { name: 'key', passkey: passkey.create(begun) } };
}

async function byPasskey(seed: SeededConsole): Promise<Sample> {
  const { passkey } = await withPasskey(seed);
  const asked = await fetch(`${seed.url}/api/v1/session/passkey/challenge`, {
    method: 'POST',
    headers: { origin: seed.url },
  });
  const cookie = cookiesOf(asked);
  const request = (await asked.json()) as PasskeyRequest;
  return { headers: { origin: seed.url, cookie }, body: { passkey: passkey.get(request) } };
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
}

export function providerBody(seed: SeededConsole): object {
  const { issuer, clientId, clientSecret } = seed.provider;
  const rules = {
    admits: 'domains',
    domains: ['example.com'],
    groupsClaim: 'groups',
    groupRoles: [{ group: 'admins', role: 'admin' }],
    otherwise: 'viewer',
    extraScopes: [],
    factorValues: [],
    trustsAddresses: false,
    otherWays: 'everybody',
  };
  return { issuer, clientId, clientSecret, label: 'Case', isOn: true, rules };
}

/** A browser that was at the provider and comes back. */
export async function cameBack(
  seed: SeededConsole,
  account: string,
  path = '/api/v1/session/provider/begin',
  headers: Headers = { origin: seed.url },
  sent?: unknown,
): Promise<Sample> {
  await seed.make('PUT', 'sign-in-provider', providerBody(seed));
  const email = `${account}@example.com`;
  if (!seed.provider.accounts.has(account)) {
    seed.provider.accounts.set(account, { email, email_verified: true, name: account });
  }
  const begun = await fetch(seed.url + path, {
    method: 'POST',
    headers: { ...headers, ...(sent !== undefined && { 'content-type': 'application/json' }) },
    ...(sent !== undefined && { body: JSON.stringify(sent) }),
  });
  const { url } = (await begun.json()) as { url: string };
  const back = await seed.provider.visit(url, account);
  const { state = '', code = '', iss = '' } = Object.fromEntries(back.searchParams);
  const cookie = [headers['cookie'], cookiesOf(begun)].filter(Boolean).join('; ');
  return { headers: { origin: seed.url, cookie }, body: { state, code, iss } };
}

export function send(seed: SeededConsole, path: string, sample: Sample): Promise<Response> {
  return fetch(`${seed.url}${path}`, {
    method: 'POST',
    headers: { ...sample.headers, 'content-type': 'application/json' },
    body: JSON.stringify(sample.body),
  });
}

/** Somebody whose account at the provider is linked, and the link. */
async function linked(
  seed: SeededConsole,
  who: { readonly headers: Headers },
): Promise<{ account: string; link: string }> {
  const account = `linked-${seed.next()}`;
  const path = '/api/v1/session/provider/links';
  const back = await cameBack(seed, account, path, who.headers, { proof });
  await send(seed, '/api/v1/session/provider', back);
  const { items } = (await (await fetch(seed.url + path, { headers: who.headers })).json()) as {
    items: { id: string }[];
  };
  return { account, link: items[0]?.id ?? '' };
}

/** Somebody who came through the provider and still owes the second factor. */
async function owing(seed: SeededConsole): Promise<Sample> {
  const person = await withFactor(seed);
  const { account } = await linked(seed, person);
  const back = await cameBack(seed, account);
  const told = (await (await send(seed, '/api/v1/session/provider', back)).json()) as {
    ticket?: string;
  };
  const body = { ticket: told.ticket ?? '', code: person.recovery };
  return { headers: back.headers ?? {}, body };
}

const asNobody = (seed: SeededConsole): Headers => ({ origin: seed.url });

/** What a person does with their own account, and nobody to get into one. */
export const personalSamples: Readonly<Record<string, SampleMaker>> = {
  signIn: async (seed) => {
    const { email } = await seed.person();
    return { headers: asNobody(seed), body: { email, password, code: '' } };
  },
  makeSignInLink: (seed) => asPerson(seed, { proof }),
  signInByLink: async (seed) => {
    const { client } = await seed.person();
    const { url } = await client.call<{ url: string }>('POST', '/api/v1/session/link', {
      proof,
    });
    return { headers: asNobody(seed), body: { secret: new URL(url).hash.slice(1) } };
  },
  changePassword: (seed) => asPerson(seed, { current: password, next: `${password} again` }),
  beginSecondFactor: (seed) => asPerson(seed, { password }),
  confirmSecondFactor: async (seed) => {
    const { client } = await seed.person();
    const { secret } = await client.call<{ secret: string }>(
      'POST',
      '/api/v1/session/second-factor',
      { password },
    );
    return { headers: client.headers(), body: { code: totpOf(secret, Date.now()) } };
  },
  removeSecondFactor: async (seed) => ({ path: { id: (await withFactor(seed)).id } }),
  addPasskey: newPasskey,
  beginPasskey: (seed) => asPerson(seed, { proof }),
  removePasskey: async (seed) => {
    const { id, headers } = await withPasskey(seed);
    return { path: { id }, headers, body: { proof } };
  },
  signInByPasskey: byPasskey,
  beginProviderSignIn: async (seed) => {
    await seed.make('PUT', 'sign-in-provider', providerBody(seed));
    return { headers: asNobody(seed) };
  },
  comeBackFromProvider: (seed) => cameBack(seed, `new-${seed.next()}`),
  giveFactorAfterProvider: owing,
  beginProviderLink: async (seed) => {
    await seed.make('PUT', 'sign-in-provider', providerBody(seed));
    return asPerson(seed, { proof });
  },
  unlinkProvider: async (seed) => {
    const { client } = await seed.person();
    const { link } = await linked(seed, { headers: client.headers() });
    return { path: { id: link }, headers: client.headers(), body: { proof } };
  },
  setSignInProvider: (seed) => ({ body: providerBody(seed) }),
  testSignInProvider: (seed) => ({ body: providerBody(seed) }),
};
