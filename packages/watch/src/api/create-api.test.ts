import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { policyVersionHeader } from '@castellan/core';
import type { Hono } from 'hono';
import { caseFinding, caseRequest } from '../ingest/case-finding.ts';
import { addPerson } from '../people/people.ts';
import { mayDo, roles } from '../people/roles.ts';
import { newSetUpSecret } from '../people/set-up.ts';
import { totpCode, totpStep } from '../people/totp.ts';
import { createApiToken } from '../people/tokens.ts';
import type { OpenStore } from '../store/open-store.ts';
import { type Call, type CaseApi, client, openCaseApi } from './case-api.ts';
import { routes } from './routes.ts';
import type { Instance } from './schemas/app.ts';

const password = 'correct horse battery';

let one: CaseApi;
let open: OpenStore;
let api: Hono;
let cookie: string;
const tokens = new Map<string, string>();

before(async () => {
  one = await openCaseApi();
  ({ api, open } = one);
  const { store } = open;
  const secret = await newSetUpSecret(store);
  const body = { secret, email: 'ada@example.com', name: 'Ada', password };
  cookie = cookieOf(await call('POST', '/api/v1/setup', { body }));
  for (const role of roles) {
    const rights = { role, expiresAt: new Date(Date.now() + 3_600_000) };
    tokens.set(
      role,
      (await createApiToken(store, rights, { name: role, createdBy: undefined })).token,
    );
  }
});
after(async () => {
  await one?.close();
});

const call = (method: string, path: string, what?: Call): Promise<Response> =>
  one.call(method, path, what);

const asAda = (method: string, path: string, body?: unknown): Promise<Response> =>
  call(method, path, { headers: { cookie }, ...(body !== undefined && { body }) });

async function json<Value>(response: Response): Promise<Value> {
  assert.ok(response.ok, `${response.status} ${await response.clone().text()}`);
  return (await response.json()) as Value;
}

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  assert.ok(error.message.length > 5);
  return `${response.status} ${error.code}`;
}

function cookieOf(response: Response): string {
  const [set = ''] = response.headers.getSetCookie();
  assert.match(
    set,
    /^__Host-castellan=\S{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  return set.split(';')[0] ?? '';
}

async function newApp(): Promise<{ id: string; token: string }> {
  const { id } = await json<{ id: string }>(
    await asAda('POST', '/api/v1/apps', { name: randomUUID() }),
  );
  const made = await asAda('POST', '/api/v1/ingest-tokens', {
    app: id,
    environment: 'test',
    name: 't',
  });
  return { id, token: (await json<{ token: string }>(made)).token };
}

function ingest(
  token: string,
  lines: readonly unknown[],
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = lines
    .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
    .join('\n');
  return Promise.resolve(
    api.request(
      '/api/v1/ingest',
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-encoding': 'gzip', ...headers },
        body: gzipSync(text),
      },
      client,
    ),
  );
}

/** What a program has none of: passkeys, and accounts at a provider. */
const ofPersons = new Set(['askOwnPasskey', 'getOwnProvider', 'beginProviderConfirmation']);

test('every route lets those in whose role may, and nobody else', async () => {
  for (const { method, path, access, operation } of routes) {
    const url = path.replace('{id}', randomUUID());
    const name = `${method} ${path}`;
    if (method === 'get' && access !== 'anyone' && path.endsWith('stream')) continue;
    const stranger = await call(method.toUpperCase(), url);
    if (access === 'anyone') {
      assert.notEqual(stranger.status, 401, name);
      continue;
    }
    assert.equal(stranger.status, 401, name);
    for (const role of roles) {
      const headers = { authorization: `Bearer ${tokens.get(role)}` };
      const { status } = await call(method.toUpperCase(), url, { headers });
      if (access === 'ingest') assert.equal(status, 401, `${name} with an API token`);
      else if (ofPersons.has(operation)) assert.equal(status, 403, `${name} by a program`);
      else assert.equal(status === 403, !mayDo(role, access), `${name} as ${role}: ${status}`);
    }
  }
});

test('an ingest token opens nothing but ingest', async () => {
  const { token } = await newApp();
  for (const { method, path, access } of routes) {
    if (access === 'anyone' || access === 'ingest') continue;
    const headers = { authorization: `Bearer ${token}` };
    const answer = await call(method.toUpperCase(), path.replace('{id}', randomUUID()), {
      headers,
    });
    assert.equal(answer.status, 401, `${method} ${path}`);
  }
});

test('a change from another site, or for another host, is refused although the cookie came along', async () => {
  const body = { name: 'forged' };
  const from = (headers: Record<string, string>): Promise<Response> =>
    call('POST', '/api/v1/apps', { body, headers: { cookie, ...headers } });
  assert.equal(await codeOf(await from({ origin: 'https://evil.example' })), '403 wrong_origin');
  assert.equal(await codeOf(await from({ origin: 'null' })), '403 wrong_origin');
  assert.equal(
    await codeOf(await from({ origin: 'http://watch.example.com' })),
    '403 wrong_origin',
  );
  assert.equal(await codeOf(await from({ host: 'evil.example' })), '421 wrong_host');
  const form = { cookie, 'content-type': 'text/plain' };
  const answer = await call('POST', '/api/v1/apps', { body, headers: form });
  assert.equal(await codeOf(answer), '400 bad_request');
  const read = await call('GET', '/api/v1/apps', { headers: { cookie, host: 'evil.example' } });
  assert.equal(await codeOf(read), '421 wrong_host');
  const { items } = await json<{ items: { name: string }[] }>(await asAda('GET', '/api/v1/apps'));
  assert.ok(items.every(({ name }) => name !== 'forged'));
});

test('every answer carries the headers of a page that nothing may embed or script', async () => {
  for (const path of ['/', '/api/v1/apps', '/api/v1/nothing', '/api/v1/health']) {
    const { headers } = await call('GET', path);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /default-src 'none'.*frame-ancestors 'none'/,
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/);
    if (path !== '/') assert.equal(headers.get('cache-control'), 'no-store');
  }
});

test('the set-up link works once', async () => {
  assert.deepEqual(await json(await call('GET', '/api/v1/setup')), { isNeeded: false });
  assert.equal(await newSetUpSecret(open.store), undefined);
  const body = { secret: 'x'.repeat(43), email: 'eve@example.com', name: 'Eve', password };
  assert.equal(await codeOf(await call('POST', '/api/v1/setup', { body })), '403 not_allowed');
});

test('signing in takes the right password, and an end of the session ends it', async () => {
  const signIn = (email: string, secret: string): Promise<Response> =>
    call('POST', '/api/v1/session', { body: { email, password: secret } });
  assert.equal(await codeOf(await signIn('ada@example.com', 'wrong')), '401 wrong_credentials');
  assert.equal(await codeOf(await signIn('no-one@example.com', password)), '401 wrong_credentials');
  const session = cookieOf(await signIn('ADA@example.com', password));
  assert.notEqual(session, cookie);
  const me = await call('GET', '/api/v1/session', { headers: { cookie: session } });
  assert.equal((await json<{ role: string }>(me)).role, 'owner');
  await call('DELETE', '/api/v1/session', { headers: { cookie: session } });
  const late = await call('GET', '/api/v1/session', { headers: { cookie: session } });
  assert.equal(await codeOf(late), '401 not_signed_in');
});

test('after ten attempts on one account the next is refused for a while, the right password too', async () => {
  await addPerson(open.store, { email: 'bo@example.com', name: 'Bo', password, role: 'viewer' });
  const attempt = (secret: string): Promise<Response> =>
    call('POST', '/api/v1/session', { body: { email: 'bo@example.com', password: secret } });
  for (let tries = 1; tries <= 10; tries += 1) {
    assert.equal(await codeOf(await attempt('wrong')), '401 wrong_credentials', `attempt ${tries}`);
  }
  const refused = await attempt(password);
  assert.ok(Number(refused.headers.get('retry-after')) > 600);
  assert.equal(await codeOf(refused), '429 too_many');
});

test('with a second factor a password alone opens nothing, and each code works once', async () => {
  const email = 'di@example.com';
  await addPerson(open.store, { email, name: 'Di', password, role: 'viewer' });
  const signIn = (code?: string): Promise<Response> =>
    call('POST', '/api/v1/session', {
      body: { email, password, ...(code !== undefined && { code }) },
    });
  const session = { cookie: cookieOf(await signIn()) };
  const path = '/api/v1/session/second-factor';
  const wrong = await call('POST', path, { headers: session, body: { password: 'wrong' } });
  assert.equal(await codeOf(wrong), '401 wrong_credentials');
  const begun = await call('POST', path, { headers: session, body: { password } });
  const { secret, uri } = await json<{ secret: string; uri: string }>(begun);
  assert.ok(uri.includes(secret));
  assert.equal((await signIn()).status, 204, 'not in force before it is confirmed');
  // Not at the turn of a step, which would make the code older than one is allowed to be.
  while (Date.now() % 30_000 > 24_000) await pause(200);
  const before = totpCode(secret, totpStep(Date.now()) - 1);
  const confirmed = await call('PUT', path, { headers: session, body: { code: before } });
  const { recoveryCodes } = await json<{ recoveryCodes: string[] }>(confirmed);
  assert.equal(new Set(recoveryCodes).size, 10);
  assert.equal(await codeOf(await signIn()), '401 code_needed');
  assert.equal(await codeOf(await signIn('000000')), '401 wrong_credentials');
  assert.equal(await codeOf(await signIn(before)), '401 wrong_credentials', 'used to confirm');
  const next = totpCode(secret, totpStep(Date.now()));
  assert.equal((await signIn(`${next.slice(0, 3)} ${next.slice(3)}`)).status, 204);
  assert.equal(await codeOf(await signIn(next)), '401 wrong_credentials');
  assert.equal((await signIn(recoveryCodes[0])).status, 204);
  assert.equal(await codeOf(await signIn(recoveryCodes[0])), '401 wrong_credentials');
  const { items } = await json<{
    items: { id: string; email: string; hasSecondFactor: boolean }[];
  }>(await asAda('GET', '/api/v1/people'));
  const di = items.find((one) => one.email === email);
  assert.equal(di?.hasSecondFactor, true);
  assert.equal((await asAda('DELETE', `/api/v1/people/${di.id}/second-factor`)).status, 204);
  assert.equal((await signIn()).status, 204);
});

test('a link signs its maker in elsewhere, once, and not after a change of password or an hour', async () => {
  // The tests before have used up what one address may try.
  await open.store.deleteFrom('attempts').execute();
  const person = { email: 'li@example.com', password };
  await addPerson(open.store, { ...person, name: 'Li', role: 'responder' });
  const session = { cookie: cookieOf(await call('POST', '/api/v1/session', { body: person })) };
  const makeLink = async (): Promise<string> => {
    const made = await call('POST', '/api/v1/session/link', {
      headers: session,
      body: { proof: { password } },
    });
    assert.equal(made.status, 201);
    const { url } = await json<{ url: string }>(made);
    assert.match(url, /^https:\/\/watch\.example\.com\/sign-in\/link#[\w-]{43}$/);
    return new URL(url).hash.slice(1);
  };
  const take = (secret: string, headers = {}): Promise<Response> =>
    call('POST', '/api/v1/session/by-link', { headers, body: { secret } });

  const wrong = await call('POST', '/api/v1/session/link', {
    headers: session,
    body: { proof: { password: 'wrong' } },
  });
  assert.equal(await codeOf(wrong), '401 wrong_credentials');
  const program = { authorization: `Bearer ${tokens.get('owner')}` };
  const asked = await call('POST', '/api/v1/session/link', {
    headers: program,
    body: { proof: { password } },
  });
  assert.equal(await codeOf(asked), '403 not_allowed');

  const secret = await makeLink();
  assert.equal(
    await codeOf(await take(secret, { origin: 'https://evil.example' })),
    '403 wrong_origin',
  );
  assert.equal(await codeOf(await take('x'.repeat(43))), '403 not_allowed');
  const both = await Promise.all([take(secret), take(secret)]);
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 403]));
  const signed = both.find(({ status }) => status === 200)!;
  const elsewhere = { cookie: cookieOf(signed) };
  assert.notEqual(elsewhere.cookie, session.cookie);
  const me = await call('GET', '/api/v1/session', { headers: elsewhere });
  assert.equal((await json<{ name: string }>(me)).name, 'Li');

  const late = await makeLink();
  await open.store
    .updateTable('sign_in_links')
    .set({ created_at: new Date(Date.now() - 3_601_000) })
    .execute();
  assert.equal(await codeOf(await take(late)), '403 not_allowed');

  const voided = await makeLink();
  const change = { current: password, next: 'another horse battery' };
  const changed = await call('PUT', '/api/v1/session/password', { headers: session, body: change });
  assert.equal(changed.status, 204);
  assert.equal(await codeOf(await take(voided)), '403 not_allowed');
});

test('a person who is disabled is out at once, and the last owner stays', async () => {
  const people = await json<{ items: { id: string; name: string }[] }>(
    await asAda('GET', '/api/v1/people'),
  );
  const ada = people.items.find(({ name }) => name === 'Ada');
  const alone = await asAda('PATCH', `/api/v1/people/${ada?.id}`, { role: 'viewer' });
  assert.equal(await codeOf(alone), '409 conflict');
  const { id } = await json<{ id: string }>(
    await asAda('POST', '/api/v1/people', {
      email: 'cy@example.com',
      name: 'Cy',
      role: 'admin',
      password,
    }),
  );
  const signed = await call('POST', '/api/v1/session', {
    body: { email: 'cy@example.com', password },
  });
  const session = cookieOf(signed);
  assert.equal((await call('GET', '/api/v1/apps', { headers: { cookie: session } })).status, 200);
  assert.equal((await asAda('PATCH', `/api/v1/people/${id}`, { isDisabled: true })).status, 204);
  assert.equal((await call('GET', '/api/v1/apps', { headers: { cookie: session } })).status, 401);
});

test('a delivery is acknowledged with what was taken, and bad lines do not hold up good ones', async () => {
  const { token } = await newApp();
  const finding = caseFinding();
  const lines = [{ finding }, 'not JSON', { finding: { ...finding, version: 2 } }, { other: 1 }];
  const first = await json<Record<string, unknown>>(await ingest(token, lines));
  assert.deepEqual(
    [first['accepted'], first['duplicates'], first['rejected'], (first['reasons'] as []).length],
    [1, 0, 3, 3],
  );
  assert.ok(Array.isArray(first['decisions']));
  const again = await ingest(token, [{ finding }], {
    [policyVersionHeader]: String(first['policyVersion']),
  });
  const second = await json<Record<string, unknown>>(again);
  assert.deepEqual(
    [second['accepted'], second['duplicates'], second['decisions']],
    [0, 1, undefined],
  );
});

test('what is too large, no gzip or too much is refused with a word on it', async () => {
  const { token } = await newApp();
  const bomb = 'x'.repeat(5 * 1_048_576);
  assert.equal(await codeOf(await ingest(token, [bomb])), '413 too_large');
  const many = Array.from({ length: 1_001 }, () => '{}');
  assert.equal(await codeOf(await ingest(token, many)), '413 too_large');
  const headers = { authorization: `Bearer ${token}` };
  const send = (body: Uint8Array<ArrayBuffer>, more: object): Promise<Response> =>
    Promise.resolve(
      api.request(
        '/api/v1/ingest',
        { method: 'POST', headers: { ...headers, ...more }, body },
        client,
      ),
    );
  const broken = await send(new Uint8Array([1, 2, 3]), { 'content-encoding': 'gzip' });
  assert.equal(await codeOf(broken), '400 bad_request');
  assert.equal(await codeOf(await send(new Uint8Array(3 * 1_048_576), {})), '413 too_large');
  const junk = new Uint8Array(2_000_000).fill(10);
  const first = await send(junk, {});
  assert.equal(first.status, 200);
  const slowed = await send(junk, {});
  assert.ok(Number(slowed.headers.get('retry-after')) >= 1);
  assert.equal(await codeOf(slowed), '429 too_many');
});

test('a token that is revoked delivers nothing more', async () => {
  const { id, token } = await newApp();
  const { items } = await json<{ items: { id: string; hint: string }[] }>(
    await asAda('GET', `/api/v1/tokens?app=${id}`),
  );
  assert.ok(token.startsWith((items[0]?.hint ?? '').slice(0, -1)));
  assert.equal(JSON.stringify(items).includes(token), false);
  assert.equal((await asAda('DELETE', `/api/v1/tokens/${items[0]?.id}`)).status, 204);
  assert.equal(await codeOf(await ingest(token, [])), '401 token_not_valid');
});

test('inner addresses, slips of the hand and other apps are not blocked by accident', async () => {
  const { id, token } = await newApp();
  const other = await newApp();
  const decide = (actor: object, more: object = {}): Promise<Response> =>
    asAda('POST', '/api/v1/decisions', { actor, reason: 'test', seconds: 600, app: id, ...more });
  for (const value of ['127.0.0.1', '10.1.2.3', '::1', '192.168.0.9', '::ffff:10.0.0.1']) {
    assert.equal(await codeOf(await decide({ kind: 'address', value })), '409 conflict', value);
  }
  for (const value of [
    '0.0.0.0/0',
    '203.0.0.0/11',
    '2001:db8::/23',
    'example.com',
    '203.0.113.0/33',
  ]) {
    assert.equal(await codeOf(await decide({ kind: 'network', value })), '400 bad_request', value);
  }
  assert.equal(
    (await decide({ kind: 'address', value: '10.1.2.3' }, { includesCritical: true })).status,
    201,
  );
  const asResponder = await call('POST', '/api/v1/decisions', {
    headers: { authorization: `Bearer ${tokens.get('responder')}` },
    body: {
      actor: { kind: 'address', value: '10.9.9.9' },
      reason: 'x',
      seconds: 600,
      includesCritical: true,
    },
  });
  assert.equal(await codeOf(asResponder), '403 not_allowed');
  assert.equal((await decide({ kind: 'network', value: '203.0.113.77/24' })).status, 201);
  const policy = async (of: string): Promise<string[]> => {
    const answer = await call('GET', '/api/v1/policy', {
      headers: { authorization: `Bearer ${of}` },
    });
    const { decisions } = await json<{ decisions: { actor: { value: string } }[] }>(answer);
    return decisions.map(({ actor }) => actor.value);
  };
  assert.deepEqual(await policy(token), ['10.1.2.3', '203.0.113.0/24']);
  assert.deepEqual(await policy(other.token), []);
});

test('a channel is added, tested and changed, and its secrets never come back', async () => {
  const secret = 'a secret of sixteen characters';
  const { items: kinds } = await json<{
    items: { kind: string; fields: { name: string; type: string; isRequired: boolean }[] }[];
  }>(await asAda('GET', '/api/v1/notifiers'));
  const webhook = kinds.find(({ kind }) => kind === 'webhook');
  assert.deepEqual(
    webhook?.fields.map(({ name, type, isRequired }) => [name, type, isRequired]),
    [
      ['url', 'url', true],
      ['secret', 'secret', true],
    ],
  );
  const add = (name: string, settings: object, kind = 'webhook'): Promise<Response> =>
    asAda('POST', '/api/v1/channels', { name, kind, settings });
  const inner = { url: 'http://169.254.169.254/latest/meta-data', secret };
  const { id } = await json<{ id: string }>(await add('team', inner));
  assert.equal(await codeOf(await add('team', inner)), '409 conflict');
  for (const refused of [
    await add('other', { url: 'file:///etc/passwd', secret }),
    await add('other', { url: 'https://a:b@example.com/', secret }),
    await add('other', { url: 'https://example.com/', secret: 'short' }),
    await add('other', inner, 'pigeon'),
  ]) {
    assert.equal(await codeOf(refused), '400 bad_request');
  }
  const result = await json<{ isAccepted: boolean; problem: string }>(
    await asAda('POST', `/api/v1/channels/${id}/test`),
  );
  assert.equal(result.isAccepted, false);
  assert.match(result.problem, /169\.254\.169\.254 is an inner address/);
  assert.equal((await asAda('PATCH', `/api/v1/channels/${id}`, { isPaused: true })).status, 204);
  const answers = await Promise.all(
    ['channels', 'deliveries', `deliveries?channel=${id}&state=failed`, 'audit'].map(async (path) =>
      (await asAda('GET', `/api/v1/${path}`)).text(),
    ),
  );
  assert.match(answers[0] ?? '', /"isPaused":true/);
  assert.match(answers[0] ?? '', /"hasSecrets":true/);
  assert.match(answers[2] ?? '', /"cause":"test"/);
  for (const act of ['add channel', 'test channel', 'change channel']) {
    assert.ok(answers[3]?.includes(`"${act}"`), act);
  }
  for (const text of answers) assert.ok(!text.includes(secret));
  assert.equal((await asAda('DELETE', `/api/v1/channels/${id}`)).status, 204);
  assert.equal(await codeOf(await asAda('DELETE', `/api/v1/channels/${id}`)), '404 not_found');
});

test('a text that PostgreSQL cannot hold is the asker’s mistake, within settings too', async () => {
  const settings = { app: randomUUID(), environment: 'a\0b' };
  const monitor = { name: 'm', kind: 'heartbeat', settings };
  const destination = {
    name: 'a',
    kind: 'json-lines',
    settings: { url: 'https://example.com/', authorization: 'a\0b' },
    sources: ['event'],
  };
  const view = { name: 'a\0b', query: '' };
  for (const [path, body] of Object.entries({
    monitors: monitor,
    destinations: destination,
    views: view,
  }))
    assert.ok((await asAda('POST', `/api/v1/${path}`, body)).status < 500, path);
  assert.equal(await codeOf(await asAda('POST', '/api/v1/monitors', monitor)), '400 bad_request');
});

test('lists come page by page, each item once', async () => {
  const { id, token } = await newApp();
  const findings = Array.from({ length: 25 }, (_, index) => ({
    finding: caseFinding({ request: caseRequest(`198.51.100.${index}`) }),
  }));
  await json(await ingest(token, findings));
  for (const list of ['events', 'incidents', 'attackers']) {
    const seen: string[] = [];
    let cursor = '';
    do {
      const answer = await asAda('GET', `/api/v1/${list}?app=${id}&limit=10${cursor}`);
      const page = await json<{ items: unknown[]; next?: string }>(answer);
      assert.ok(page.items.length <= 10);
      seen.push(...page.items.map((item) => JSON.stringify(item)));
      cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    assert.equal(seen.length, 25, list);
    assert.equal(new Set(seen).size, 25, list);
    const bad = await asAda('GET', `/api/v1/${list}?cursor=eHg`);
    assert.equal(await codeOf(bad), '400 bad_request', list);
  }
  const forged = Buffer.from(JSON.stringify([0, "' or 1=1"])).toString('base64url');
  assert.equal((await asAda('GET', `/api/v1/events?cursor=${forged}`)).status, 400);
});

test('an instance whose last sign of life an older watch stored is listed all the same', async () => {
  const { id } = await newApp();
  const protectedPg = { library: 'pg', version: '8.1.0', status: 'protected', layer: 'builtin' };
  const older = { faults: 1, inspections: 2, blocks: 3, truncated: 4, lost: 'none' };
  await open.store
    .insertInto('instances')
    .values({
      app_id: id,
      environment: 'test',
      instance: 'host:1',
      first_seen: new Date(),
      seen_at: new Date(),
      node_version: '24.7.0',
      guard_version: '0.0.1',
      coverage: JSON.stringify([protectedPg, { library: 'mysql2' }]),
      counters: JSON.stringify(older),
    })
    .execute();
  const { items } = await json<{ items: Instance[] }>(
    await asAda('GET', `/api/v1/instances?app=${id}`),
  );
  assert.deepEqual(items[0]?.coverage, [protectedPg]);
  assert.deepEqual(items[0].counters, { ...older, lost: 0, turnedAway: 0 });
});

test('an actor is found in any spelling, and with what was decided about a network around it', async () => {
  const { id, token } = await newApp();
  const findings = ['203.0.113.7', '2001:db8::7'].map((address) => ({
    finding: caseFinding({ request: caseRequest(address) }),
  }));
  await json(await ingest(token, findings));
  const actors = async (list: string): Promise<string[]> => {
    const { items } = await json<{ items: { actor: string | { value: string } }[] }>(
      await asAda('GET', `/api/v1/${list}`),
    );
    return items.map(({ actor }) => (typeof actor === 'string' ? actor : actor.value)).sort();
  };
  for (const [spelling, address] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
  ] as const) {
    const query = `app=${id}&actor=${encodeURIComponent(spelling)}`;
    assert.deepEqual(await actors(`incidents?${query}`), [address], spelling);
  }
  assert.deepEqual(await actors(`incidents?app=${id}&actor=nobody`), []);

  for (const actor of [
    { kind: 'address', value: '2001:0db8:0::7' },
    { kind: 'address', value: '2001:db8::8' },
    { kind: 'network', value: '2001:db8::/64' },
    { kind: 'network', value: '2001:db8:1::/64' },
  ]) {
    const body = { actor, reason: 'test', seconds: 600, app: id };
    assert.equal((await asAda('POST', '/api/v1/decisions', body)).status, 201);
  }
  const decided = (actor: string): Promise<string[]> =>
    actors(`decisions?actor=${encodeURIComponent(actor)}`);
  assert.deepEqual(await decided('2001:DB8::0:7'), ['2001:db8::/64', '2001:db8::7']);
  assert.deepEqual(await decided('2001:db8::/64'), ['2001:db8::/64']);
  assert.deepEqual(await decided('2001:db8:1::1'), ['2001:db8:1::/64']);
  assert.deepEqual(await decided("nobody' or 1=1"), []);
});

test('every kind of decision about every kind of actor reaches the app, and the incident tells of the block', async () => {
  const { id, token } = await newApp();
  await json(
    await ingest(token, [{ finding: caseFinding({ request: caseRequest('203.0.113.99') }) }]),
  );
  const decide = (body: object): Promise<Response> =>
    asAda('POST', '/api/v1/decisions', { reason: 'test', seconds: 600, app: id, ...body });
  const limit = { requests: 5, seconds: 60 };
  const user = { kind: 'user', value: 'u-17' };
  const address = { kind: 'address', value: '203.0.113.99' };
  assert.equal(await codeOf(await decide({ action: 'limit', actor: user })), '400 bad_request');
  assert.equal(
    await codeOf(await decide({ action: 'block', actor: user, limit })),
    '400 bad_request',
  );
  assert.equal((await decide({ action: 'limit', actor: user, limit })).status, 201);
  assert.equal(
    (await decide({ action: 'step-up', actor: { kind: 'token', value: 'f1' } })).status,
    201,
  );
  assert.equal(
    (await decide({ action: 'allow', actor: { kind: 'address', value: '10.0.0.9' } })).status,
    201,
  );
  const blocksOf = async (): Promise<(string | undefined)[]> => {
    const { items } = await json<{ items: { block?: { id: string } }[] }>(
      await asAda('GET', `/api/v1/incidents?app=${id}`),
    );
    return items.map(({ block }) => block?.id);
  };
  assert.deepEqual(await blocksOf(), [undefined]);
  const blocked = await json<{ id: string }>(
    await decide({ actor: { kind: 'network', value: '203.0.113.0/25' } }),
  );
  assert.deepEqual(await blocksOf(), [blocked.id]);
  const { decisions } = await json<{
    decisions: { action: string; actor: object; limit?: object }[];
  }>(await call('GET', '/api/v1/policy', { headers: { authorization: `Bearer ${token}` } }));
  assert.deepEqual(
    decisions.map(({ action, actor, limit }) => ({ action, actor, ...(limit && { limit }) })),
    [
      { action: 'limit', actor: user, limit },
      { action: 'step-up', actor: { kind: 'token', value: 'f1' } },
      { action: 'allow', actor: { kind: 'address', value: '10.0.0.9' } },
      { action: 'block', actor: { kind: 'network', value: '203.0.113.0/25' } },
    ],
  );
  const list = await json<{ items: { actor: object }[] }>(
    await asAda('GET', '/api/v1/decisions?kind=user&actor=u-17'),
  );
  assert.deepEqual(
    list.items.map(({ actor }) => actor),
    [user],
  );
  assert.equal((await asAda('DELETE', `/api/v1/decisions/${blocked.id}`)).status, 204);
  assert.deepEqual(await blocksOf(), [undefined]);
  assert.equal((await decide({ actor: address })).status, 201);
});

test('networks that the team calls critical are decided about only in so many words', async () => {
  const add = (network: string): Promise<Response> =>
    asAda('POST', '/api/v1/critical-networks', { network, note: 'load balancer' });
  assert.deepEqual(await json(await add('198.51.100.77/26')), { network: '198.51.100.64/26' });
  assert.equal(await codeOf(await add('198.51.100.64/26')), '409 conflict');
  assert.equal(await codeOf(await add('0.0.0.0/0')), '400 bad_request');
  const decide = (actor: object, more: object = {}): Promise<Response> =>
    asAda('POST', '/api/v1/decisions', { actor, reason: 'test', seconds: 600, ...more });
  for (const actor of [
    { kind: 'address', value: '198.51.100.64' },
    { kind: 'address', value: '198.51.100.127' },
    { kind: 'network', value: '198.51.100.0/24' },
    { kind: 'network', value: '198.51.100.96/28' },
  ]) {
    assert.equal(await codeOf(await decide(actor)), '409 conflict', actor.value);
  }
  assert.equal((await decide({ kind: 'address', value: '198.51.100.63' })).status, 201);
  assert.equal((await decide({ kind: 'address', value: '198.51.100.128' })).status, 201);
  const network = '198.51.100.64/26';
  assert.equal((await asAda('POST', '/api/v1/critical-networks/removal', { network })).status, 204);
  assert.equal((await decide({ kind: 'address', value: '198.51.100.64' })).status, 201);
});

test('every act of people stands in the audit log, without its secrets', async () => {
  const { items } = await json<{ items: { act: string; actorName: string }[] }>(
    await asAda('GET', '/api/v1/audit?limit=200'),
  );
  const did = new Set(items.map(({ act }) => act));
  for (const act of [
    'set up',
    'add app',
    'create ingest token',
    'revoke token',
    'decide',
    'add person',
    'change person',
    'sign in',
    'make sign-in link',
    'sign-in failed',
    'sign out',
  ]) {
    assert.ok(did.has(act), act);
  }
  assert.doesNotMatch(JSON.stringify(items), /cst_|correct horse/);
});

test('the OpenAPI document describes every route', async () => {
  interface Document {
    openapi: string;
    paths: Record<
      string,
      Record<string, { operationId: string; parameters: { name: string; in: string }[] }>
    >;
  }
  const document = await json<Document>(await call('GET', '/api/v1/openapi.json'));
  assert.equal(document.openapi, '3.1.0');
  const ids = new Set<string>();
  for (const { method, path, operation } of routes) {
    const described = document.paths[path]?.[method];
    assert.equal(described?.operationId, operation);
    ids.add(operation);
    const inPath = described.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
    assert.deepEqual(
      inPath,
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
    );
  }
  assert.equal(ids.size, routes.length);
});
