import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { parseNetwork } from '@castellan/core';
import { CasePasskey } from '../people/case-passkey.ts';
import type { PasskeyCreation, PasskeyRequest } from '../people/passkey-answers.ts';
import { addPerson } from '../people/people.ts';
import { totpCode, totpStep } from '../people/totp.ts';
import { CaseProvider } from '../providers/case-provider.ts';
import { everybodyOfExample } from '../providers/case-rules.ts';
import { type CaseApi, jsonOf as json, openCaseApi, password } from './case-api.ts';

const origin = 'https://watch.example.com';
const own = '/api/v1/session';
const cookieName = '__Host-castellan';

let one: CaseApi;
let provider: CaseProvider;
let ada: string;
let count = 0;

before(async () => {
  provider = await CaseProvider.start([`${origin}/sign-in/provider`]);
  one = await openCaseApi([parseNetwork('127.0.0.0/8')!]);
  ada = sessionOf(await one.setUp());
  const { issuer, clientId, clientSecret } = provider;
  const settings = {
    issuer,
    clientId,
    clientSecret,
    label: 'Case',
    isOn: true,
    rules: everybodyOfExample,
  };
  const set = await one.as(ada, 'PUT', '/api/v1/sign-in-provider', settings);
  assert.equal(set.status, 204, await set.text());
});
beforeEach(() => one.open.store.deleteFrom('attempts').execute());
after(async () => {
  await one?.close();
  await provider?.close();
});

/** The one cookie of the session that an answer sets. */
function sessionOf(answer: Response): string {
  const [set = '', ...others] = answer.headers
    .getSetCookie()
    .filter((one) => one.startsWith(`${cookieName}=`));
  assert.equal(others.length, 0);
  assert.match(set, /=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  return set.split(';')[0] ?? '';
}

/** Somebody who can sign in by password. */
async function person(): Promise<{
  email: string;
  signIn: (cookie?: string) => Promise<Response>;
}> {
  count += 1;
  const email = `person-${count}@example.com`;
  await addPerson(one.open.store, { email, name: `Person ${count}`, password, role: 'viewer' });
  const body = { email, password };
  return { email, signIn: (cookie = '') => one.as(cookie, 'POST', own, body) };
}

const isAlive = async (cookie: string): Promise<boolean> =>
  (await one.as(cookie, 'GET', own)).status === 200;

/** A secret that somebody put into the victim's browser: one of nobody, and one of their own session. */
async function planted(): Promise<readonly string[]> {
  const attacker = await person();
  return [`${cookieName}=${'p'.repeat(43)}`, sessionOf(await attacker.signIn())];
}

async function passkeyOf(cookie: string): Promise<{ passkey: CasePasskey; added: Response }> {
  const passkey = new CasePasskey(origin);
  const path = `${own}/passkeys`;
  const begun = await one.as(cookie, 'POST', `${path}/challenge`, { proof: { password } });
  const answer = passkey.create(await json<PasskeyCreation>(begun));
  return { passkey, added: await one.as(cookie, 'POST', path, { name: 'x', passkey: answer }) };
}

/** Comes back from the provider, with this session's cookie where there is one. */
async function throughProvider(path: string, account: string, cookie: string): Promise<Response> {
  provider.accounts.set(account, { email: `${account}@example.com`, email_verified: true });
  const begun = await one.as(cookie, 'POST', path);
  const mark = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const back = await provider.visit((await json<{ url: string }>(begun)).url, account);
  const { state, code, iss } = Object.fromEntries(back.searchParams);
  return one.as(`${cookie}; ${mark}`, 'POST', `${own}/provider`, { state, code, iss });
}

/** Every way to come in, for somebody of its own, with a cookie that was there before. */
const ways: Readonly<Record<string, () => Promise<(cookie: string) => Promise<Response>>>> = {
  'a password': async () => (await person()).signIn,
  'a password and a code': async () => {
    const { email, signIn } = await person();
    const session = { cookie: sessionOf(await signIn()) };
    const path = `${own}/second-factor`;
    const begun = await one.as(session, 'POST', path, { password });
    const { secret } = await json<{ secret: string }>(begun);
    const confirmation = { code: totpCode(secret, totpStep(Date.now())) };
    const { recoveryCodes } = await json<{ recoveryCodes: string[] }>(
      await one.as(session, 'PUT', path, confirmation),
    );
    return (cookie) => one.as(cookie, 'POST', own, { email, password, code: recoveryCodes.pop() });
  },
  'a passkey': async () => {
    const { passkey } = await passkeyOf(sessionOf(await (await person()).signIn()));
    return async (cookie) => {
      const asked = await one.call('POST', `${own}/passkey/challenge`);
      const mark = asked.headers.getSetCookie()[0]?.split(';')[0];
      const answer = passkey.get(await json<PasskeyRequest>(asked));
      return one.as(`${cookie}; ${mark}`, 'POST', `${own}/passkey`, { passkey: answer });
    };
  },
  'a link': async () => {
    const session = sessionOf(await (await person()).signIn());
    return async (cookie) => {
      const made = await one.as(session, 'POST', `${own}/link`, { proof: { password } });
      const secret = new URL((await json<{ url: string }>(made)).url).hash.slice(1);
      return one.as(cookie, 'POST', `${own}/by-link`, { secret });
    };
  },
  'the provider': async () => {
    count += 1;
    const account = `provided-${count}`;
    return (cookie) => throughProvider(`${own}/provider/begin`, account, cookie);
  },
};

test('whoever comes in, by whichever way, has a session that nobody knew, and the one before has ended', async () => {
  for (const [way, prepare] of Object.entries(ways)) {
    const enter = await prepare();
    for (const before of await planted()) {
      await one.open.store.deleteFrom('attempts').execute();
      const answer = await enter(before);
      assert.ok(answer.ok, `${way}: ${answer.status} ${await answer.clone().text()}`);
      const session = sessionOf(answer);
      assert.notEqual(session, before, way);
      assert.ok(await isAlive(session), way);
      assert.equal(await isAlive(before), false, `${way}: the planted one opens nothing`);
      await one.open.store.deleteFrom('attempts').execute();
      const again = sessionOf(await enter(session));
      assert.notEqual(again, session, way);
      assert.equal(await isAlive(session), false, `${way}: one browser has one session`);
    }
  }
});

/** What makes a session worth more, done in it. */
const rises: Readonly<Record<string, (cookie: string) => Promise<Response>>> = {
  'a change of password': (cookie) =>
    one.as(cookie, 'PUT', `${own}/password`, { current: password, next: `${password} again` }),
  'a code of an app': async (cookie) => {
    const path = `${own}/second-factor`;
    const begun = await one.as(cookie, 'POST', path, { password });
    const { secret } = await json<{ secret: string }>(begun);
    return one.as(cookie, 'PUT', path, { code: totpCode(secret, totpStep(Date.now())) });
  },
  'a passkey': async (cookie) => (await passkeyOf(cookie)).added,
};

test('a session has another secret once a password or a second factor was set in it', async () => {
  for (const [name, rise] of Object.entries(rises)) {
    const { signIn } = await person();
    const session = sessionOf(await signIn());
    const answer = await rise(session);
    assert.ok(answer.ok, `${name}: ${await answer.clone().text()}`);
    const renewed = sessionOf(answer);
    assert.notEqual(renewed, session, name);
    assert.ok(await isAlive(renewed), name);
    assert.equal(await isAlive(session), false, name);
  }
});

test('a session has another secret once the provider has confirmed whose it is', async () => {
  count += 1;
  const account = `confirmed-${count}`;
  const session = sessionOf(await throughProvider(`${own}/provider/begin`, account, ''));
  const confirmed = await throughProvider(`${own}/provider/confirmation`, account, session);
  assert.deepEqual(await json(confirmed.clone()), { outcome: 'confirmed' });
  assert.ok(await isAlive(sessionOf(confirmed)));
  assert.equal(await isAlive(session), false);
});

test('what is refused changes no session', async () => {
  const { email, signIn } = await person();
  const session = sessionOf(await signIn());
  const wrong = await one.as(session, 'POST', own, { email, password: 'not the password' });
  assert.deepEqual([wrong.status, wrong.headers.getSetCookie()], [401, []]);
  const change = { current: 'not the password', next: `${password} again` };
  const refused = await one.as(session, 'PUT', `${own}/password`, change);
  assert.deepEqual([refused.status, refused.headers.getSetCookie()], [401, []]);
  assert.ok(await isAlive(session));
});

test('a change of password ends every other session of theirs, a sign-out its own for good', async () => {
  const { signIn } = await person();
  const [here, there] = [sessionOf(await signIn()), sessionOf(await signIn())];
  const body = { current: password, next: `${password} again` };
  const kept = sessionOf(await one.as(here, 'PUT', `${own}/password`, body));
  assert.deepEqual(await Promise.all([kept, here, there].map(isAlive)), [true, false, false]);
  assert.equal((await one.as(kept, 'DELETE', own)).status, 204);
  assert.equal(await isAlive(kept), false);
});
