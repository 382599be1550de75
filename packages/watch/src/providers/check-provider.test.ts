import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { parseNetwork } from '@castellan/core';
import { CaseProvider } from './case-provider.ts';
import { type Checked, checkProvider } from './check-provider.ts';
import { ProviderClient } from './provider-client.ts';

const redirectUri = 'https://watch.example.com/sign-in/provider';
const here = parseNetwork('127.0.0.0/8')!;

let provider: CaseProvider;
const client = new ProviderClient([here]);

before(async () => {
  provider = await CaseProvider.start([redirectUri]);
});
beforeEach(() => {
  provider.metadata = {};
  provider.brokenBy = undefined;
});
after(() => provider?.close());

interface Given {
  readonly issuer?: string;
  readonly clientId?: string;
  readonly secret?: string;
  readonly by?: ProviderClient;
}

function check({
  issuer = provider.issuer,
  clientId = 'watch',
  secret,
  by = client,
}: Given = {}): Promise<Checked> {
  const clientSecret = secret ?? provider.clientSecret;
  return checkProvider(by, { issuer, clientId, clientSecret }, redirectUri);
}

async function problemOf(given: Given = {}): Promise<string> {
  return (await check(given)).problems.join(' ');
}

test('a provider that is set rightly is seen to be ready', async () => {
  const { problems, seen } = await check();
  assert.deepEqual(problems, []);
  assert.equal(seen.length, 3, seen.join(' '));
});

test('a client that it does not know, and a wrong secret, are told from all else', async () => {
  assert.match(await problemOf({ clientId: 'nobody' }), /does not take this client id and secret/);
  const wrong = 'a wrong secret of the client';
  const said = await problemOf({ secret: wrong });
  assert.match(said, /does not take this client id and secret/);
  assert.ok(!said.includes(wrong));
  provider.metadata = { token_endpoint_auth_methods_supported: ['client_secret_basic'] };
  assert.equal(await problemOf(), '', 'shown in the header, where the provider wants it there');
});

test('what its discovery document says is judged', async () => {
  const cases: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ issuer: 'https://login.example.com/{tenantid}/v2.0' }, /calls itself https:\/\/login/],
    [{ issuer: undefined }, /not right/],
    [{ token_endpoint: undefined }, /names no token_endpoint/],
    [{ jwks_uri: 'no address' }, /names no jwks_uri/],
    [{ response_types_supported: ['id_token'] }, /authorization code flow/],
    [{ code_challenge_methods_supported: ['plain'] }, /PKCE/],
    [{ id_token_signing_alg_values_supported: ['HS256', 'none'] }, /key pair/],
    [
      { token_endpoint_auth_methods_supported: ['private_key_jwt'] },
      /does not take a client secret/,
    ],
    [{ jwks_uri: `${provider.issuer}/nothing` }, /keys: it answered 404/],
    [{ jwks_uri: `${provider.issuer}/.well-known/openid-configuration` }, /holds no keys/],
    [{ token_endpoint: `${provider.issuer}/nothing` }, /refused with|answered 404/],
  ];
  for (const [metadata, expected] of cases) {
    provider.metadata = metadata;
    assert.match(await problemOf(), expected, JSON.stringify(metadata));
  }
  // Where nothing is said (Entra ID says nothing of PKCE), it is not held against the provider.
  provider.metadata = { code_challenge_methods_supported: undefined };
  assert.equal(await problemOf(), '');
});

test('one that is not there, answers with something else, or points elsewhere is told so', async () => {
  provider.brokenBy = 500;
  assert.match(await problemOf(), /answered 500/);
  provider.brokenBy = 200;
  assert.match(await problemOf(), /not JSON/);
  assert.match(await problemOf({ issuer: `${provider.issuer}/team` }), /answered/);
  assert.match(await problemOf({ issuer: 'http://127.0.0.1:1' }), /was not reached/);
  const other = createServer((_, response) => {
    response
      .writeHead(302, { location: `${provider.issuer}/.well-known/openid-configuration` })
      .end();
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const issuer = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  assert.match(await problemOf({ issuer }), /redirects are not followed/);
  other.close();
});

test('nothing is asked inside the operator’s network unless they allow it', async () => {
  const strict = new ProviderClient([]);
  provider.asked.length = 0;
  assert.match(await problemOf({ by: strict }), /inner address/);
  assert.deepEqual(provider.asked, []);
  const onlyDiscovery = {
    jwks_uri: 'http://169.254.169.254/latest',
    token_endpoint: 'http://10.0.0.1/token',
  };
  provider.metadata = onlyDiscovery;
  const said = await problemOf();
  assert.match(said, /169\.254\.169\.254 is an inner address/);
  assert.match(said, /10\.0\.0\.1 is an inner address/);
});

test('a key set of 300 KB is read, an endless one is not', async () => {
  let kilobytes = 300;
  const other = createServer((_, response) => {
    const key = { kty: 'RSA', n: 'x'.repeat(1_000), e: 'AQAB' };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: Array.from({ length: kilobytes }, () => key) }));
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  provider.metadata = { jwks_uri: `http://127.0.0.1:${(other.address() as AddressInfo).port}/` };
  assert.equal(await problemOf(), '');
  kilobytes = 700;
  assert.match(await problemOf(), /more than 512 KB/);
  other.close();
});
