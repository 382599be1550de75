import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { CasePasskey, cbor, bytes, text, type Twist } from '../people/case-passkey.ts';
import type { PasskeyCreation, PasskeyRequest } from '../people/passkey-answers.ts';
import { addPerson } from '../people/people.ts';
import { totpCode, totpStep } from '../people/totp.ts';
import {
  type Browser,
  type Call,
  type CaseApi,
  jsonOf as json,
  openCaseApi,
  password,
} from './case-api.ts';

const origin = 'https://watch.example.com';
const own = '/api/v1/session/passkeys';

let one: CaseApi;
/** Of Ada, the first owner. */
let ada: Browser;

before(async () => {
  one = await openCaseApi();
  ada = { cookie: cookieOf(await one.setUp()) };
});
beforeEach(async () => {
  await one.open.store.deleteFrom('attempts').execute();
});
after(async () => {
  await one?.close();
});

const call = (method: string, path: string, what?: Call): Promise<Response> =>
  one.call(method, path, what);

const as: CaseApi['as'] = (...call) => one.as(...call);

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string } };
  return `${response.status} ${error.code}`;
}

function cookieOf(response: Response): string {
  const [set = ''] = response.headers.getSetCookie();
  assert.match(set, /^__Host-castellan(-passkey)?=\S{43};.*HttpOnly; Secure; SameSite=Strict$/);
  return set.split(';')[0] ?? '';
}

/** A person who is signed in by password. */
async function newPerson(
  name: string,
  role = 'viewer',
): Promise<{ email: string; cookie: string }> {
  const email = `${name.toLowerCase()}@example.com`;
  await addPerson(one.open.store, { email, name, password, role: role as 'viewer' });
  const signed = await call('POST', '/api/v1/session', { body: { email, password } });
  return { email, cookie: cookieOf(signed) };
}

async function begin(cookie: string | Browser): Promise<PasskeyCreation> {
  return json(await as(cookie, 'POST', `${own}/challenge`, { proof: { password } }));
}

async function add(
  cookie: string | Browser,
  passkey: CasePasskey,
  name = 'laptop',
): Promise<string[]> {
  const answer = passkey.create(await begin(cookie));
  const added = await as(cookie, 'POST', own, { name, passkey: answer });
  assert.equal(added.status, 201, await added.clone().text());
  return (await json<{ recoveryCodes?: string[] }>(added)).recoveryCodes ?? [];
}

interface Asked {
  readonly request: PasskeyRequest;
  readonly asker: string;
}

async function ask(): Promise<Asked> {
  const answer = await call('POST', '/api/v1/session/passkey/challenge');
  return { asker: cookieOf(answer), request: await json<PasskeyRequest>(answer) };
}

async function signIn(
  passkey: CasePasskey,
  { twist, asked, cookie }: { twist?: Twist; asked?: Asked; cookie?: string } = {},
): Promise<Response> {
  const { request, asker } = asked ?? (await ask());
  const headers = { cookie: cookie === undefined ? asker : `${cookie}; ${asker}` };
  const body = { passkey: passkey.get(request, twist) };
  return call('POST', '/api/v1/session/passkey', { headers, body });
}

test('a passkey alone signs in, in a session that is new whatever cookie was sent', async () => {
  const { cookie } = await newPerson('Bo');
  const passkey = new CasePasskey(origin);
  assert.equal((await add(cookie, passkey)).length, 10, 'recovery codes, since there were none');
  const planted = `__Host-castellan=${'p'.repeat(43)}`;
  for (const before of [undefined, planted, cookie]) {
    const signed = await signIn(passkey, before === undefined ? {} : { cookie: before });
    assert.equal(signed.status, 204);
    const session = cookieOf(signed);
    assert.ok(session !== planted && session !== cookie, 'a session of its own');
    const me = await json<{ name: string; secondFactor: string }>(
      await as(session, 'GET', '/api/v1/session'),
    );
    assert.deepEqual([me.name, me.secondFactor], ['Bo', 'set']);
  }
  assert.equal((await as(planted, 'GET', '/api/v1/session')).status, 401);
});

test('with a passkey a password alone opens nothing; the passkey or a recovery code does', async () => {
  const { email, cookie } = await newPerson('Cy');
  const passkey = new CasePasskey(origin);
  const [code = ''] = await add(cookie, passkey);
  const enter = (more: object, asker = ''): Promise<Response> =>
    call('POST', '/api/v1/session', {
      headers: { cookie: asker },
      body: { email, password, ...more },
    });
  assert.equal(await codeOf(await enter({})), '401 code_needed');
  assert.equal(await codeOf(await enter({ code: '000000' })), '401 wrong_credentials');
  assert.equal((await enter({ code })).status, 204);
  assert.equal(await codeOf(await enter({ code })), '401 wrong_credentials', 'once');
  const { request, asker } = await ask();
  assert.equal((await enter({ passkey: passkey.get(request) }, asker)).status, 204);

  const other = await newPerson('Cyd');
  const theirs = new CasePasskey(origin);
  await add(other.cookie, theirs);
  const again = await ask();
  const borrowed = await enter({ passkey: theirs.get(again.request) }, again.asker);
  assert.equal(await codeOf(borrowed), '401 wrong_credentials', 'of another person');
});

test('what was made for another site, or not for this question, signs nobody in', async () => {
  const { cookie } = await newPerson('Di');
  const passkey = new CasePasskey(origin);
  await add(cookie, passkey);
  const twists: Readonly<Record<string, Twist>> = {
    'another origin': { origin: 'https://watch.example.com.evil.example' },
    'without TLS': { origin: 'http://watch.example.com' },
    'another rpID': { rpId: 'evil.example' },
    'another challenge': { challenge: Buffer.alloc(32, 7).toString('base64url') },
    'no challenge': { challenge: '' },
    'another key': { isForged: true },
    'another type': { type: 'webauthn.create' },
    'nobody verified': { isUnverified: true },
    'another holder': { userHandle: Buffer.alloc(16, 7).toString('base64url') },
  };
  for (const [name, twist] of Object.entries(twists)) {
    assert.equal(await codeOf(await signIn(passkey, { twist })), '401 wrong_credentials', name);
  }
  assert.equal((await signIn(passkey)).status, 204);
});

test('a challenge is answered once, within five minutes, by the browser that asked', async () => {
  const { cookie } = await newPerson('Ed');
  const passkey = new CasePasskey(origin);
  await add(cookie, passkey);
  const asked = await ask();
  assert.equal((await signIn(passkey, { asked })).status, 204);
  assert.equal(await codeOf(await signIn(passkey, { asked })), '401 wrong_credentials', 'replayed');

  const failed = await ask();
  await signIn(passkey, { asked: failed, twist: { isForged: true } });
  assert.equal((await signIn(passkey, { asked: failed })).status, 401, 'void after a failure too');

  const mine = await ask();
  const { asker } = await ask();
  const stolen = await signIn(passkey, { asked: { request: mine.request, asker } });
  assert.equal(await codeOf(stolen), '401 wrong_credentials', 'another browser');

  for (const [agoSeconds, status] of [
    [290, 204],
    [300, 401],
  ] as const) {
    const asked = await ask();
    const created_at = new Date(Date.now() - agoSeconds * 1_000);
    await one.open.store.updateTable('passkey_challenges').set({ created_at }).execute();
    assert.equal((await signIn(passkey, { asked })).status, status, `${agoSeconds} s ago`);
  }

  const both = await ask();
  const answers = await Promise.all([
    signIn(passkey, { asked: both }),
    signIn(passkey, { asked: both }),
  ]);
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([204, 401]), 'raced');
});

test('a counter that goes back, or stands still, is refused and written down', async () => {
  const { cookie } = await newPerson('Flo');
  const passkey = new CasePasskey(origin);
  await add(cookie, passkey);
  assert.equal((await signIn(passkey, { twist: { counter: 9 } })).status, 204);
  for (const counter of [9, 8, 0]) {
    assert.equal((await signIn(passkey, { twist: { counter } })).status, 401, `${counter}`);
  }
  assert.equal((await signIn(passkey, { twist: { counter: 10 } })).status, 204);
  const { items } = await json<{ items: { act: string; actorName: string }[] }>(
    await as(ada, 'GET', '/api/v1/audit'),
  );
  const refused = items.filter(({ act }) => act === 'passkey refused');
  assert.deepEqual(new Set(refused.map(({ actorName }) => actorName)), new Set(['Flo']));
  assert.equal(refused.length, 3);
  const still = new CasePasskey(origin);
  await add((await newPerson('Gil')).cookie, still, 'without a counter');
  await one.open.store.updateTable('passkeys').set({ counter: 0 }).execute();
  for (let times = 0; times < 2; times += 1) {
    assert.equal((await signIn(still, { twist: { counter: 0 } })).status, 204, 'always 0');
  }
});

test('adding and removing ask for the password or a passkey of one’s own, in the same session', async () => {
  const me = await newPerson('Hal');
  const other = await newPerson('Ivy');
  const passkey = new CasePasskey(origin);
  const refused = await as(me.cookie, 'POST', `${own}/challenge`, { proof: { password: 'wrong' } });
  assert.equal(await codeOf(refused), '401 wrong_credentials');

  const creation = await begin(me.cookie);
  const named = (passkey: CasePasskey, twist?: Twist, from = creation): unknown => ({
    name: 'x',
    passkey: passkey.create(from, twist),
  });
  const elsewhere = await as(other.cookie, 'POST', own, named(passkey));
  assert.equal(await codeOf(elsewhere), '401 wrong_credentials', 'challenge of another session');
  for (const twist of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { isUnverified: true },
    { type: 'webauthn.get' },
  ]) {
    const answer = await as(me.cookie, 'POST', own, named(passkey, twist, await begin(me.cookie)));
    assert.equal(await codeOf(answer), '401 wrong_credentials', JSON.stringify(twist));
  }
  // A statement with certificates: they are never looked at, so nothing is fetched for them.
  const x5c = cbor([Buffer.of(0xa1), 'x5c', Buffer.of(0x81), bytes(Buffer.alloc(300, 1))]);
  for (const format of ['packed', 'android-key', 'apple', 'tpm', 'fido-u2f']) {
    await one.open.store.deleteFrom('attempts').execute();
    const statement = cbor(['fmt', text(format), 'attStmt', x5c]);
    const body = named(passkey, { statement }, await begin(me.cookie));
    assert.equal(await codeOf(await as(me.cookie, 'POST', own, body)), '401 wrong_credentials');
  }

  await one.open.store.deleteFrom('attempts').execute();
  await add(me, passkey, 'phone');
  await add(other, new CasePasskey(origin));
  const taken = await as(other.cookie, 'POST', own, named(passkey, {}, await begin(other.cookie)));
  assert.equal(await codeOf(taken), '409 conflict', 'one passkey is one person’s');

  const confirm = async (cookie: string): Promise<PasskeyRequest> =>
    json(await as(cookie, 'POST', `${own}/confirmation`));
  const proofFor = async (cookie: string): Promise<unknown> => ({
    proof: { passkey: passkey.get(await confirm(cookie)) },
  });
  const theirs = await as(other.cookie, 'POST', `${own}/challenge`, await proofFor(other.cookie));
  assert.equal(await codeOf(theirs), '401 wrong_credentials', 'a passkey of another person');
  const asked = await ask();
  const forSignIn = { proof: { passkey: passkey.get(asked.request) } };
  const reused = await as(`${me.cookie}; ${asked.asker}`, 'POST', `${own}/challenge`, forSignIn);
  assert.equal(await codeOf(reused), '401 wrong_credentials', 'a challenge for signing in');
  const more = await as(me.cookie, 'POST', `${own}/challenge`, await proofFor(me.cookie));
  const excluded = (await json<PasskeyCreation>(more)).excludeCredentials.map(({ id }) => id);
  assert.deepEqual(excluded, [passkey.id.toString('base64url')]);

  const { items } = await json<{ items: { id: string; name: string; usedAt?: string }[] }>(
    await as(me.cookie, 'GET', own),
  );
  assert.deepEqual([items.length, items[0]?.name], [1, 'phone']);
  assert.ok(items[0]?.usedAt !== undefined);
  const path = `${own}/${items[0].id}/remove`;
  const notMine = await as(other.cookie, 'POST', path, { proof: { password } });
  assert.equal(await codeOf(notMine), '404 not_found');
  assert.equal((await as(me.cookie, 'POST', path, await proofFor(me.cookie))).status, 204);
  assert.equal((await signIn(passkey)).status, 401, 'gone');
  const byPassword = { email: me.email, password };
  assert.equal((await call('POST', '/api/v1/session', { body: byPassword })).status, 204);
});

test('guesses at passkeys, second factors and proofs run out', async () => {
  const jo = await newPerson('Jo');
  const { email } = jo;
  const passkey = new CasePasskey(origin);
  await add(jo, passkey);
  const tries = async (most: number, attempt: () => Promise<Response>): Promise<void> => {
    await one.open.store.deleteFrom('attempts').execute();
    for (let count = 0; count < most; count += 1) assert.notEqual((await attempt()).status, 429);
    const refused = await attempt();
    assert.equal(await codeOf(refused), '429 too_many');
    assert.ok(Number(refused.headers.get('retry-after')) > 600);
  };
  await tries(30, () => signIn(passkey, { twist: { isForged: true } }));
  await tries(10, async () => {
    const { request, asker } = await ask();
    const answer = passkey.get(request, { isForged: true });
    const body = { email, password, passkey: answer };
    return call('POST', '/api/v1/session', { headers: { cookie: asker }, body });
  });
  await tries(10, () => as(jo, 'POST', `${own}/challenge`, { proof: { password: 'wrong' } }));
  await tries(60, () => call('POST', '/api/v1/session/passkey/challenge'));
});

test('the first owner has a day to set up a second factor, then may do nothing else', async () => {
  const { store } = one.open;
  const found = await store
    .selectFrom('people')
    .select(['created_at', 'second_factor_due_at'])
    .where('email', '=', 'ada@example.com')
    .executeTakeFirstOrThrow();
  const dueAt = found.second_factor_due_at ?? new Date(0);
  assert.equal(dueAt.getTime() - found.created_at.getTime(), 86_400_000);
  const me = async (): Promise<{ secondFactor: string; secondFactorDueAt?: string }> =>
    json(await as(ada, 'GET', '/api/v1/session'));
  assert.partialDeepStrictEqual(await me(), {
    secondFactor: 'due',
    secondFactorDueAt: dueAt.toISOString(),
  });
  const dueIn = (seconds: number): Promise<unknown> =>
    store
      .updateTable('people')
      .set({ second_factor_due_at: new Date(Date.now() + seconds * 1_000) })
      .where('email', '=', 'ada@example.com')
      .execute();
  await dueIn(20);
  assert.equal((await as(ada, 'GET', '/api/v1/apps')).status, 200, 'just before');
  await dueIn(-1);
  assert.equal(await codeOf(await as(ada, 'GET', '/api/v1/apps')), '403 second_factor_needed');
  assert.equal(await codeOf(await as(ada, 'GET', '/api/v1/people')), '403 second_factor_needed');
  assert.equal((await me()).secondFactor, 'needed');
  assert.equal((await as(ada, 'GET', own)).status, 200, 'their own account is open');
  await add(ada, new CasePasskey(origin));
  assert.equal((await as(ada, 'GET', '/api/v1/apps')).status, 200);
  assert.equal((await me()).secondFactor, 'set');
});

test('an owner who is added later has no such time; a code serves as well', async () => {
  const kim = await newPerson('Kim', 'owner');
  assert.equal(await codeOf(await as(kim, 'GET', '/api/v1/apps')), '403 second_factor_needed');
  const factor = '/api/v1/session/second-factor';
  const { secret } = await json<{ secret: string }>(await as(kim, 'POST', factor, { password }));
  assert.equal((await as(kim, 'GET', '/api/v1/apps')).status, 403, 'not before it is confirmed');
  const code = totpCode(secret, totpStep(Date.now()));
  assert.equal((await as(kim, 'PUT', factor, { code })).status, 200);
  assert.equal((await as(kim, 'GET', '/api/v1/apps')).status, 200);
});

test('an owner may require it of everybody; one who lost theirs is let set up another', async () => {
  const rule = '/api/v1/second-factor-rule';
  const lee = await newPerson('Lee');
  assert.deepEqual(await json(await as(ada, 'GET', rule)), { for: 'owners' });
  assert.equal(await codeOf(await as(lee, 'PUT', rule, { for: 'owners' })), '403 not_allowed');
  assert.equal((await as(lee, 'GET', '/api/v1/apps')).status, 200);
  assert.equal((await as(ada, 'PUT', rule, { for: 'everybody' })).status, 204);
  assert.equal(await codeOf(await as(lee, 'GET', '/api/v1/apps')), '403 second_factor_needed');
  const passkey = new CasePasskey(origin);
  await add(lee, passkey);
  assert.equal((await as(lee, 'GET', '/api/v1/apps')).status, 200);
  const { items } = await json<{ items: { id: string; name: string; hasSecondFactor: boolean }[] }>(
    await as(ada, 'GET', '/api/v1/people'),
  );
  const listed = items.find(({ name }) => name === 'Lee');
  assert.equal(listed?.hasSecondFactor, true);
  const path = `/api/v1/people/${listed.id}/second-factor`;
  assert.equal((await as(ada, 'DELETE', path)).status, 204);
  assert.equal((await signIn(passkey)).status, 401, 'the passkey is gone too');
  assert.equal((await as(lee, 'GET', '/api/v1/apps')).status, 403);
  assert.equal((await as(ada, 'PUT', rule, { for: 'owners' })).status, 204);
  assert.equal((await as(lee, 'GET', '/api/v1/apps')).status, 200);
});

test('neither what is stored nor the audit log holds a secret of it', async () => {
  const { cookie } = await newPerson('Mo');
  const passkey = new CasePasskey(origin);
  const [code = ''] = await add(cookie, passkey);
  const { request, asker } = await ask();
  const rows = await one.open.store.selectFrom('passkey_challenges').selectAll().execute();
  const audit = await one.open.store.selectFrom('audit').selectAll().execute();
  const stored = JSON.stringify({ rows, audit }, (_, value: unknown) =>
    isBuffer(value) ? Buffer.from(value.data).toString('latin1') : value,
  );
  const challenge = Buffer.from(request.challenge, 'base64url').toString('latin1');
  const mark = asker.split('=')[1] ?? '';
  for (const secret of [request.challenge, challenge, mark, code, password]) {
    assert.ok(secret.length > 10 && !stored.includes(JSON.stringify(secret).slice(1, -1)), secret);
  }
});

function isBuffer(value: unknown): value is { readonly data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}
