import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { parseNetwork } from '@castellan/core';
import { CasePasskey } from '../people/case-passkey.ts';
import type { PasskeyCreation, PasskeyRequest } from '../people/passkey-answers.ts';
import { addPerson } from '../people/people.ts';
import type { Role } from '../people/roles.ts';
import { totpCode, totpStep } from '../people/totp.ts';
import { CaseProvider } from '../providers/case-provider.ts';
import { everybodyOfExample } from '../providers/case-rules.ts';
import type { ProviderRules } from '../providers/provider.ts';
import {
  type Browser,
  type Call,
  type CaseApi,
  jsonOf as json,
  openCaseApi,
  password,
} from './case-api.ts';

const origin = 'https://watch.example.com';
const redirectUri = `${origin}/sign-in/provider`;
const settings = '/api/v1/sign-in-provider';
const own = '/api/v1/session/provider';
const free = everybodyOfExample;

let one: CaseApi;
let provider: CaseProvider;
/** Of Ada, the first owner. */
let ada: Browser;

before(async () => {
  provider = await CaseProvider.start([redirectUri]);
  one = await openCaseApi([parseNetwork('127.0.0.0/8')!]);
  ada = { cookie: sessionOf(await one.setUp()) ?? '' };
});
beforeEach(async () => {
  await one.open.store.deleteFrom('attempts').execute();
  provider.twist = {};
  provider.metadata = {};
  provider.brokenBy = undefined;
  await set();
});
after(async () => {
  await one?.close();
  await provider?.close();
});

const call = (method: string, path: string, what?: Call): Promise<Response> =>
  one.call(method, path, what);
const as: CaseApi['as'] = (...call) => one.as(...call);

async function refusalOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return `${response.status} ${error.code}: ${error.message}`;
}

function sessionOf(response: Response): string | undefined {
  return cookieOf(response, '__Host-castellan');
}

function cookieOf(response: Response, name: string): string | undefined {
  const set = response.headers.getSetCookie().find((one) => one.startsWith(`${name}=`));
  if (set === undefined) return undefined;
  assert.match(set, /Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  return set.split(';')[0];
}

/** Sets the provider, with the rules of this case. */
async function set(rules: Partial<ProviderRules> = {}, more: object = {}): Promise<void> {
  const { issuer, clientId, clientSecret } = provider;
  const body = { issuer, clientId, clientSecret, label: 'Case', isOn: true, ...more };
  const done = await as(ada, 'PUT', settings, { ...body, rules: { ...free, ...rules } });
  assert.equal(done.status, 204, await done.text());
}

/** A browser that went to the provider. */
interface Away {
  readonly mark: string;
  readonly url: URL;
}

async function begin(
  path = `${own}/begin`,
  cookie: string | Browser = '',
  body?: unknown,
): Promise<Away> {
  const begun = await as(cookie, 'POST', path, body);
  const mark = cookieOf(begun, '__Host-castellan-provider');
  const { url } = await json<{ url: string }>(begun);
  assert.ok(mark !== undefined);
  return { mark, url: new URL(url) };
}

/** What the provider sends back, as the page hands it over. */
async function sentBack({ url }: Away, account: string): Promise<Record<string, string>> {
  const back = await provider.visit(url.href, account);
  assert.equal(back.origin + back.pathname, redirectUri);
  const { error_description: _, ...taken } = Object.fromEntries(back.searchParams);
  return taken;
}

const hand = (cookie: string, back: unknown): Promise<Response> => as(cookie, 'POST', own, back);

async function enter(account: string): Promise<Response> {
  const away = await begin();
  return hand(away.mark, await sentBack(away, account));
}

async function entered(account: string): Promise<string> {
  const answer = await enter(account);
  assert.deepEqual(await json(answer.clone()), { outcome: 'signed in' });
  return sessionOf(answer) ?? '';
}

interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly secondFactor: string;
}
const me = async (cookie: string | Browser): Promise<Me> =>
  json(await as(cookie, 'GET', '/api/v1/session'));

interface Entry {
  readonly act: string;
  readonly actorName: string;
  readonly subject: string;
  readonly details: Record<string, unknown>;
}
async function lastEntry(act: string): Promise<Entry> {
  const { items } = await json<{ items: Entry[] }>(await as(ada, 'GET', '/api/v1/audit'));
  const found = items.find((entry) => entry.act === act);
  assert.ok(found, act);
  return found;
}

function account(name: string, more: object = {}): string {
  const sub = name.toLowerCase();
  const email = `${sub}@example.com`;
  provider.accounts.set(sub, { email, email_verified: true, name, ...more });
  return sub;
}

/** Somebody who is here by a password. */
async function person(name: string, role: Role = 'viewer'): Promise<string> {
  const email = `${name.toLowerCase()}@example.com`;
  await addPerson(one.open.store, { email, name, password, role });
  return (await byPassword(name)) ?? '';
}

async function byPassword(name: string): Promise<string | undefined> {
  const body = { email: `${name.toLowerCase()}@example.com`, password };
  const answer = await call('POST', '/api/v1/session', { body });
  return answer.ok ? sessionOf(answer) : undefined;
}

async function link(cookie: string, who: string): Promise<Response> {
  const away = await begin(`${own}/links`, cookie, { proof: { password } });
  return hand(`${cookie}; ${away.mark}`, await sentBack(away, who));
}

test('somebody new comes in with an address of the team, in a session of their own', async () => {
  const away = await begin();
  const asked = Object.fromEntries(away.url.searchParams);
  assert.equal(asked['redirect_uri'], redirectUri);
  assert.equal(asked['response_type'], 'code');
  assert.equal(asked['code_challenge_method'], 'S256');
  assert.equal(asked['scope'], 'openid email profile');
  for (const name of ['state', 'nonce', 'code_challenge']) assert.equal(asked[name]?.length, 43);

  const back = await sentBack(away, account('Bo'));
  const planted = `__Host-castellan=${'p'.repeat(43)}`;
  const answer = await hand(`${planted}; ${away.mark}`, back);
  assert.deepEqual(await json(answer.clone()), { outcome: 'signed in' });
  const session = sessionOf(answer) ?? '';
  assert.ok(session !== '' && session !== planted);
  const bo = await me(session);
  assert.deepEqual([bo.name, bo.role, bo.secondFactor], ['Bo', 'viewer', 'not needed']);
  assert.equal((await as(planted, 'GET', '/api/v1/session')).status, 401);

  const again = await me(await entered('bo'));
  assert.equal(again.id, bo.id, 'the same person the next time');
  assert.equal((await lastEntry('add person')).subject, 'bo@example.com');
  assert.partialDeepStrictEqual(await lastEntry('sign in'), {
    actorName: 'Bo',
    details: { by: 'provider', hasFactor: false },
  });
});

test('they are told by issuer and subject: another address there is the same person here', async () => {
  const first = await me(await entered(account('Cy')));
  provider.accounts.set('cy', { email: 'ada@example.com', email_verified: true });
  assert.equal((await me(await entered('cy'))).id, first.id);
  provider.accounts.set('cy2', { email: 'cy@example.com', email_verified: true });
  assert.match(await refusalOf(await enter('cy2')), /403 not_allowed: Somebody with your address/);
});

test('what was not sent to this browser, for this attempt, signs nobody in', async () => {
  account('Di');
  const mine = await begin();
  const other = await begin();
  const back = await sentBack(mine, 'di');
  const theirs = await sentBack(other, 'di');
  const wrongState = await hand(mine.mark, { ...back, state: 'x'.repeat(43) });
  assert.match(await refusalOf(wrongState), /403 not_allowed: This was begun in another browser/);
  assert.match(await refusalOf(await hand(other.mark, back)), /another browser/, 'another mark');
  assert.match(await refusalOf(await hand(mine.mark, back)), /begin again/, 'void since then');
  // A code that another browser was given, with a state of one's own: PKCE and nonce stand against it.
  const third = await begin();
  const { state = '' } = await sentBack(third, 'di');
  const injected = await hand(third.mark, { ...theirs, state });
  assert.match(await refusalOf(injected), /401 wrong_credentials: What Case answered is not right/);
  assert.equal((await hand('', theirs)).status, 403, 'without a mark');
  const cross = await call('POST', own, {
    headers: { cookie: other.mark, origin: 'https://evil.example' },
    body: theirs,
  });
  assert.match(await refusalOf(cross), /403 wrong_origin/);
});

test('a code works once, and within ten minutes', async () => {
  account('Ed');
  const away = await begin();
  const back = await sentBack(away, 'ed');
  assert.equal((await hand(away.mark, back)).status, 200);
  assert.match(await refusalOf(await hand(away.mark, back)), /begin again/);
  // The provider itself refuses a code for the second time.
  const next = await begin();
  const { state = '' } = await sentBack(next, 'ed');
  assert.equal((await hand(next.mark, { ...back, state })).status, 401);
  assert.match(String((await lastEntry('sign-in failed')).details['problem']), /invalid_grant/);
  for (const [agoSeconds, status] of [
    [590, 200],
    [600, 403],
  ] as const) {
    const away = await begin();
    const back = await sentBack(away, 'ed');
    const created_at = new Date(Date.now() - agoSeconds * 1_000);
    await one.open.store.updateTable('provider_attempts').set({ created_at }).execute();
    assert.equal((await hand(away.mark, back)).status, status, `${agoSeconds} s ago`);
  }
  const both = await begin();
  const once = await sentBack(both, 'ed');
  const answers = await Promise.all([hand(both.mark, once), hand(both.mark, once)]);
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200, 403]), 'raced');
});

test('a token that is not the provider’s, for us, for now, signs nobody in', async () => {
  account('Flo');
  provider.metadata = { id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'] };
  // Read anew.
  await set({}, { label: 'Another' });
  await set();
  const now = Math.floor(Date.now() / 1_000);
  const twists: Readonly<Record<string, CaseProvider['twist']>> = {
    'another issuer': { claims: { iss: 'https://evil.example' } },
    'another audience': { claims: { aud: 'somebody-else' } },
    'several audiences, for another one': { claims: { aud: ['watch', 'b'], azp: 'b' } },
    'no audience': { claims: { aud: undefined } },
    'another nonce': { claims: { nonce: 'another' } },
    'no nonce': { claims: { nonce: undefined } },
    expired: { claims: { exp: now - 60 } },
    'without an end': { claims: { exp: undefined } },
    'of tomorrow': { claims: { nbf: now + 3_600 } },
    'no subject': { claims: { sub: undefined } },
    'another subject than it tells elsewhere': { claims: { sub: 'ada' } },
    'without a signature': { alg: 'none' },
    'signed with the public key': { alg: 'HS256' },
    'another key': { isForged: true },
  };
  for (const [name, twist] of Object.entries(twists)) {
    await one.open.store.deleteFrom('attempts').execute();
    provider.twist = twist;
    const answer = await enter('flo');
    assert.equal(sessionOf(answer), undefined, name);
    assert.match(await refusalOf(answer), /401 wrong_credentials: What Case answered/, name);
  }
  provider.twist = { claims: { exp: now - 10 } };
  await entered('flo');
});

test('an answer in the name of another issuer, or with an error, ends the attempt', async () => {
  account('Gil');
  const away = await begin();
  const back = await sentBack(away, 'gil');
  assert.equal((await hand(away.mark, { ...back, iss: 'https://evil.example' })).status, 401);
  const noIss = await begin();
  const { iss: _, ...without } = await sentBack(noIss, 'gil');
  assert.equal((await hand(noIss.mark, without)).status, 401, 'this provider says who it is');
  const denied = await begin();
  const answer = await hand(denied.mark, await sentBack(denied, 'unknown'));
  assert.match(await refusalOf(answer), /403 not_allowed: Case refused, or you did not agree/);
  const odd = await begin();
  const text = '<img src=x>__proto__';
  const said = await hand(odd.mark, { state: odd.url.searchParams.get('state'), error: text });
  const words = await refusalOf(said);
  assert.ok(words.endsWith('Case did not sign you in.') && !words.includes('img'), words);
});

test('a provider that is away is told from one that is wrong', async () => {
  account('Hal');
  const away = await begin();
  const back = await sentBack(away, 'hal');
  provider.brokenBy = 503;
  assert.match(await refusalOf(await hand(away.mark, back)), /503 busy: Case does not answer/);
  await set({}, { label: 'Case again' });
  await set({}, { clientId: 'other' });
  const begun = await call('POST', `${own}/begin`);
  assert.match(await refusalOf(begun), /503 busy/);
  assert.match(String((await lastEntry('sign-in failed')).details['problem']), /answered 503/);
});

test('whoever may not come in is told why, and it is written down', async () => {
  const refused = async (who: string, why: RegExp): Promise<void> => {
    const answer = await enter(who);
    assert.equal(sessionOf(answer), undefined, who);
    const words = await refusalOf(answer);
    assert.match(words, /^403 not_allowed/);
    assert.match(words, why, who);
    assert.match(String((await lastEntry('sign-in failed')).details['problem']), why);
  };
  account('Ivy', { email: 'ivy@evil.example' });
  await refused('ivy', /Nobody has invited you/);
  account('Ivo', { email: 'ivo@example.com', email_verified: false });
  await refused('ivo', /not verified/);
  account('Iva', { email: undefined, email_verified: undefined });
  await refused('iva', /no e-mail address/);
  await set({ admits: 'invited', domains: [] });
  account('Ina');
  await refused('ina', /Nobody has invited you/);
  await set({
    groupsClaim: 'groups',
    groupRoles: [{ group: 'staff', role: 'viewer' }],
    otherwise: undefined,
  });
  account('Ike', { groups: ['guests'] });
  await refused('ike', /None of your groups/);
});

test('who was refused may sign in at the provider as somebody else', async () => {
  const { url } = await begin(`${own}/begin?again=yes`);
  assert.equal(url.searchParams.get('prompt'), 'login');
  assert.equal((await begin()).url.searchParams.get('prompt'), null);
});

test('an address that is here already is nobody’s before its owner says so by password', async () => {
  const jo = await person('Jo');
  account('Jo');
  const answer = await enter('jo');
  assert.match(await refusalOf(answer), /403 not_allowed: Somebody with your address is here/);
  const noProof = await as(jo, 'POST', `${own}/links`, { proof: { password: 'wrong' } });
  assert.match(await refusalOf(noProof), /401 wrong_credentials/);
  const vouched = await as(jo, 'POST', `${own}/links`, { proof: { provider: true } });
  assert.match(await refusalOf(vouched), /401 wrong_credentials: Confirm with your password/);
  assert.deepEqual(await json(await link(jo, 'jo')), { outcome: 'linked' });
  assert.equal((await me(await entered('jo'))).id, (await me(jo)).id);
  assert.equal((await lastEntry('link provider')).actorName, 'Jo');

  const again = await link(jo, 'jo');
  assert.match(await refusalOf(again), /409 conflict: .*linked already/);
  const kim = await person('Kim');
  assert.match(await refusalOf(await link(kim, 'jo')), /409 conflict: .*somebody else/);
  // Begun by one person, ended by another in the same browser.
  const away = await begin(`${own}/links`, kim, { proof: { password } });
  account('Kim');
  const back = await sentBack(away, 'kim');
  const swapped = await hand(`${jo}; ${away.mark}`, back);
  assert.match(await refusalOf(swapped), /403 not_allowed: Somebody else is signed in/);

  interface Own {
    readonly label: string;
    readonly hasPassword: boolean;
    readonly items: readonly { id: string; email: string; isInUse: boolean }[];
  }
  const { items, hasPassword, label } = await json<Own>(await as(jo, 'GET', `${own}/links`));
  assert.deepEqual([items.length, items[0]?.email, items[0]?.isInUse], [1, 'jo@example.com', true]);
  assert.deepEqual([hasPassword, label], [true, 'Case']);
  const path = `${own}/links/${items[0]?.id}/remove`;
  assert.equal((await as(kim, 'POST', path, { proof: { password } })).status, 404, 'not hers');
  assert.equal((await as(jo, 'POST', path, { proof: { password } })).status, 204);
  assert.equal((await enter('jo')).status, 403, 'gone');
});

test('who is invited comes in by a verified address, once; then by subject alone', async () => {
  await set({ admits: 'invited', domains: [] });
  const invite = (email: string): Promise<Response> =>
    as(ada, 'POST', '/api/v1/people', { email, name: 'Lee', role: 'responder' });
  assert.equal((await invite('lee@other.example')).status, 201);
  account('Imp', { email: 'lee@other.example', email_verified: false });
  assert.match(await refusalOf(await enter('imp')), /not verified/);
  account('Lee', { email: 'Lee@Other.example' });
  const lee = await entered('lee');
  const { name, role } = await me(lee);
  assert.deepEqual([name, role], ['Lee', 'responder']);
  account('Lee2', { email: 'lee@other.example' });
  assert.match(await refusalOf(await enter('lee2')), /is here already/);
  assert.equal(await byPassword('Lee'), undefined, 'no password opens it');

  assert.equal((await as(ada, 'DELETE', settings)).status, 204);
  assert.match(await refusalOf(await invite('max@example.com')), /400 bad_request: Give a first/);
  assert.equal((await call('POST', `${own}/begin`)).status, 404);
  assert.deepEqual(await json(await call('GET', own)), {});
});

test('groups give the role at each sign-in of whom the provider made, and of nobody else', async () => {
  const table: Partial<ProviderRules> = {
    groupsClaim: 'groups',
    groupRoles: [
      { group: 'security', role: 'admin' },
      { group: 'staff', role: 'viewer' },
      { group: 'founders', role: 'owner' },
    ],
    otherwise: undefined,
    extraScopes: ['groups'],
  };
  await set(table);
  account('Mo', { groups: ['staff'] });
  const first = await entered('mo');
  assert.equal((await me(first)).role, 'viewer');
  account('Mo', { groups: ['staff', 'security'] });
  assert.equal((await me(await entered('mo'))).role, 'admin');
  assert.partialDeepStrictEqual(await lastEntry('change person'), {
    subject: 'mo@example.com',
    details: { before: 'viewer', role: 'admin', by: 'Case' },
  });
  account('Mo', { groups: [] });
  assert.match(await refusalOf(await enter('mo')), /lets you in here any more/);
  assert.equal((await as(first, 'GET', '/api/v1/session')).status, 401, 'and out of every session');

  const ned = await person('Ned', 'responder');
  account('Ned', { groups: ['staff'] });
  await link(ned, 'ned');
  assert.equal((await me(await entered('ned'))).role, 'responder', 'as an owner made it');
});

test('the last owner with a password stays one, whatever groups and owners say', async () => {
  const people = await json<{ items: { id: string; name: string; hasPassword: boolean }[] }>(
    await as(ada, 'GET', '/api/v1/people'),
  );
  const self = people.items.find(({ name }) => name === 'Ada');
  assert.equal(self?.hasPassword, true);
  const rules = {
    groupsClaim: 'groups',
    groupRoles: [{ group: 'founders', role: 'owner' as const }],
    otherwise: 'viewer' as const,
    extraScopes: ['groups'],
  };
  await set(rules);
  account('Ora', { groups: ['founders'] });
  const ora = await entered('ora');
  assert.equal((await me(ora)).role, 'owner');
  const demote = await as(ada, 'PATCH', `/api/v1/people/${self.id}`, { role: 'viewer' });
  assert.match(await refusalOf(demote), /409 conflict: One owner who may sign in with a password/);
  account('Ora', { groups: [] });
  assert.equal((await me(await entered('ora'))).role, 'viewer', 'she is not the last');
  await set({ ...rules, otherWays: 'owners' });
  assert.ok(await byPassword('Ada'), 'the way back');
});

test('who was locked out stays out', async () => {
  account('Pia');
  const { id } = await me(await entered('pia'));
  await as(ada, 'PATCH', `/api/v1/people/${id}`, { isDisabled: true });
  const answer = await enter('pia');
  assert.equal(sessionOf(answer), undefined);
  assert.match(await refusalOf(answer), /403 not_allowed: You may not sign in here any more/);
});

test('linked people may be held to the provider; those who are not linked yet, and owners, are not', async () => {
  const quin = await person('Quin');
  await set({ otherWays: 'owners' });
  assert.ok(await byPassword('Quin'), 'to link it');
  account('Quin');
  await link(quin, 'quin');
  const body = { email: 'quin@example.com', password };
  const refused = await call('POST', '/api/v1/session', { body });
  assert.equal(sessionOf(refused), undefined);
  assert.match(await refusalOf(refused), /403 not_allowed: Sign in through Case/);
  const made = await as(quin, 'POST', '/api/v1/session/link', { proof: { password } });
  const { url } = await json<{ url: string }>(made);
  const byLink = await call('POST', '/api/v1/session/by-link', {
    body: { secret: url.split('#')[1] },
  });
  assert.match(await refusalOf(byLink), /Sign in through Case/);
  await entered('quin');
  await set({ otherWays: 'owners' }, { isOn: false });
  assert.ok(await byPassword('Quin'), 'when the provider is off');
});

async function addPasskey(
  cookie: string | Browser,
  proof: unknown = { password },
): Promise<CasePasskey> {
  const passkey = new CasePasskey(origin);
  const path = '/api/v1/session/passkeys';
  const creation = await json<PasskeyCreation>(
    await as(cookie, 'POST', `${path}/challenge`, { proof }),
  );
  await json(await as(cookie, 'POST', path, { name: 'x', passkey: passkey.create(creation) }));
  return passkey;
}

test('who has only a passkey here gives it after the provider, too', async () => {
  const ray = await person('Ray');
  account('Ray');
  await link(ray, 'ray');
  const passkey = await addPasskey(ray);
  const away = await begin();
  const answer = await hand(away.mark, await sentBack(away, 'ray'));
  assert.equal(sessionOf(answer), undefined, 'nobody is signed in yet');
  const { outcome, ticket } = await json<{ outcome: string; ticket: string }>(answer);
  assert.equal(outcome, 'second factor');
  const challenge = await call('POST', '/api/v1/session/passkey/challenge');
  const asker = cookieOf(challenge, '__Host-castellan-passkey');
  const request = await json<PasskeyRequest>(challenge);
  const path = `${own}/second-factor`;
  const give = (cookie: string, body: object): Promise<Response> =>
    as(`${cookie}; ${asker}`, 'POST', path, { ticket, ...body });
  assert.match(await refusalOf(await give(away.mark, { code: '123456' })), /401 wrong_credentials/);
  assert.match(await refusalOf(await give(away.mark, {})), /401 wrong_credentials/);
  const other = await begin();
  const elsewhere = await give(other.mark, { passkey: passkey.get(request) });
  assert.match(await refusalOf(elsewhere), /403 not_allowed: This took too long/);
  const fresh = await call('POST', '/api/v1/session/passkey/challenge');
  const holder = cookieOf(fresh, '__Host-castellan-passkey');
  const used = passkey.get(await json<PasskeyRequest>(fresh));
  const cookie = `${away.mark}; ${holder}`;
  const given = await as(cookie, 'POST', path, { ticket, passkey: used });
  assert.equal(given.status, 204);
  assert.equal((await me(sessionOf(given) ?? '')).secondFactor, 'set');
  assert.equal((await as(cookie, 'POST', path, { ticket, passkey: used })).status, 403, 'once');
  const owing = await begin();
  const owed = await hand(owing.mark, await sentBack(owing, 'ray'));
  const state = (await json<{ ticket: string }>(owed)).ticket;
  const misused = await hand(owing.mark, { state, code: 'x' });
  assert.match(await refusalOf(misused), /begin again/, 'a ticket is no state');
});

test('a code of an app serves as well; guesses at it run out', async () => {
  const sue = await person('Sue');
  account('Sue');
  await link(sue, 'sue');
  const factor = '/api/v1/session/second-factor';
  const { secret } = await json<{ secret: string }>(await as(sue, 'POST', factor, { password }));
  const step = totpStep(Date.now());
  await json(await as(sue, 'PUT', factor, { code: totpCode(secret, step) }));
  const owe = async (): Promise<{ mark: string; ticket: string }> => {
    const away = await begin();
    const answer = await hand(away.mark, await sentBack(away, 'sue'));
    return { mark: away.mark, ticket: (await json<{ ticket: string }>(answer)).ticket };
  };
  const give = (
    { mark, ticket }: { mark: string; ticket: string },
    code: string,
  ): Promise<Response> => as(mark, 'POST', `${own}/second-factor`, { ticket, code });
  const right = await give(await owe(), totpCode(secret, step + 1));
  assert.equal(right.status, 204);
  assert.ok(sessionOf(right));
  await one.open.store.deleteFrom('attempts').execute();
  const owing = await owe();
  for (let count = 0; count < 10; count += 1) {
    assert.equal((await give(owing, '000000')).status, 401);
  }
  assert.equal((await give(owing, '000000')).status, 429);
  assert.equal((await lastEntry('sign-in failed')).actorName, 'Sue');
});

test('the provider’s second factor counts where owners say so, in that session alone', async () => {
  const rule = '/api/v1/second-factor-rule';
  assert.equal((await as(ada, 'PUT', rule, { for: 'everybody' })).status, 204);
  const passkey = await addPasskey(ada);
  assert.ok(passkey);
  account('Tom', { amr: ['pwd', 'mfa'] });
  assert.equal((await me(await entered('tom'))).secondFactor, 'needed', 'it does not count');
  await set({ factorValues: ['mfa'] });
  const strong = await entered('tom');
  assert.equal((await me(strong)).secondFactor, 'set');
  assert.equal((await as(strong, 'GET', '/api/v1/apps')).status, 200);
  account('Tom', { amr: ['pwd'] });
  const weak = await entered('tom');
  assert.equal((await me(weak)).secondFactor, 'needed', 'not asked for this time');
  assert.match(await refusalOf(await as(weak, 'GET', '/api/v1/apps')), /403 second_factor_needed/);
  assert.equal((await me(strong)).secondFactor, 'set');
  await set({ factorValues: [] });
  assert.equal((await me(strong)).secondFactor, 'needed', 'as soon as it does not count any more');
  await set({ factorValues: ['mfa'] }, { isOn: false });
  assert.equal((await me(strong)).secondFactor, 'needed', 'and when the provider is off');

  // Whoever has one here is not asked twice.
  await set({ factorValues: ['mfa'] });
  const uma = { cookie: await person('Uma') };
  await addPasskey(uma);
  account('Uma', { amr: ['mfa'] });
  await link(uma.cookie, 'uma');
  assert.equal((await me(await entered('uma'))).secondFactor, 'set');
  assert.equal((await as(ada, 'PUT', rule, { for: 'owners' })).status, 204);
});

test('who has no password confirms changes of their account by the provider, within ten minutes', async () => {
  account('Val');
  const val = { cookie: await entered('val') };
  const factor = '/api/v1/session/second-factor';
  const vouched = { provider: true };
  assert.equal((await as(val, 'POST', factor, vouched)).status, 201);
  assert.match(await refusalOf(await as(val, 'POST', factor, { password })), /401 wrong_cred/);
  const old = new Date(Date.now() - 601_000);
  await one.open.store.updateTable('sessions').set({ vouched_at: old }).execute();
  assert.match(await refusalOf(await as(val, 'POST', factor, vouched)), /Confirm through the prov/);

  const confirm = async (who: string): Promise<Response> => {
    const away = await begin(`${own}/confirmation`, val);
    assert.equal(away.url.searchParams.get('prompt'), 'login');
    assert.equal(away.url.searchParams.get('max_age'), '0');
    return hand(`${val.cookie}; ${away.mark}`, await sentBack(away, who));
  };
  account('Eve');
  assert.match(await refusalOf(await confirm('eve')), /another account of Case than yours/);
  provider.twist = { claims: { auth_time: Math.floor(Date.now() / 1_000) - 3_600 } };
  assert.match(await refusalOf(await confirm('val')), /has not asked for your password again/);
  provider.twist = { claims: { auth_time: undefined } };
  assert.match(await refusalOf(await confirm('val')), /does not say when you signed in there/);
  provider.twist = {};
  const makeLink = (proof: unknown): Promise<Response> =>
    as(val, 'POST', '/api/v1/session/link', { proof });
  assert.match(await refusalOf(await makeLink(vouched)), /Confirm through the provider first/);
  const confirmed = await confirm('val');
  const before = val.cookie;
  val.cookie = sessionOf(confirmed) ?? '';
  assert.deepEqual(await json(confirmed.clone()), { outcome: 'confirmed' });
  assert.equal((await as(before, 'GET', '/api/v1/session')).status, 401, 'no longer that secret');
  assert.equal((await as(val, 'POST', factor, vouched)).status, 201);
  assert.equal((await makeLink(vouched)).status, 201);

  const { items } = await json<{ items: { id: string }[] }>(await as(val, 'GET', `${own}/links`));
  const unlink = `${own}/links/${items[0]?.id}/remove`;
  const last = await as(val, 'POST', unlink, { proof: vouched });
  assert.match(await refusalOf(last), /409 conflict: Set a password first/);
  assert.equal((await as(val, 'PUT', '/api/v1/session/password', { next: password })).status, 204);
  assert.ok(await byPassword('Val'));
  const second = await as(val, 'PUT', '/api/v1/session/password', { next: password });
  assert.match(await refusalOf(second), /401 wrong_credentials: Confirm with your password/);
  assert.equal((await as(val, 'POST', unlink, { proof: { password } })).status, 204);
});

test('who has no password, and came through the provider long ago, confirms with a passkey', async () => {
  account('Vic');
  const vic = { cookie: await entered('vic') };
  const passkey = await addPasskey(vic, { provider: true });
  const old = new Date(Date.now() - 601_000);
  await one.open.store.updateTable('sessions').set({ vouched_at: old }).execute();
  const use = async (): Promise<{ passkey: unknown }> => {
    const asked = await as(vic, 'POST', '/api/v1/session/passkeys/confirmation');
    return { passkey: passkey.get(await json<PasskeyRequest>(asked)) };
  };
  const link = '/api/v1/session/link';
  const refused = await as(vic, 'POST', link, { proof: { provider: true } });
  assert.match(await refusalOf(refused), /401 wrong_credentials: Confirm through the provider/);
  const made = await as(vic, 'POST', link, { proof: await use() });
  const { url } = await json<{ url: string }>(made);
  const secret = url.split('#')[1];
  const elsewhere = await call('POST', '/api/v1/session/by-link', { body: { secret } });
  assert.equal((await me(sessionOf(elsewhere) ?? '')).name, 'Vic');
  const factor = await as(vic, 'POST', '/api/v1/session/second-factor', await use());
  assert.equal(factor.status, 201);
});

test('settings are the owners’; the secret is sealed, kept, and sent to no other issuer', async () => {
  const viewer = await person('Wim', 'admin');
  for (const [method, path] of [
    ['GET', settings],
    ['PUT', settings],
    ['DELETE', settings],
    ['POST', `${settings}/test`],
  ] as const) {
    assert.equal((await as(viewer, method, path)).status, 403, `${method} ${path}`);
  }
  const shown = await json<{ provider: { hasSecret: boolean }; redirectUri: string }>(
    await as(ada, 'GET', settings),
  );
  assert.deepEqual([shown.provider.hasSecret, shown.redirectUri], [true, redirectUri]);
  const { issuer, clientId, clientSecret } = provider;
  const stored = await one.open.store.selectFrom('sign_in_provider').selectAll().execute();
  const audit = await one.open.store.selectFrom('audit').selectAll().execute();
  const everything =
    JSON.stringify([stored, audit, shown]) + stored[0]?.client_secret?.toString('latin1');
  assert.ok(!everything.includes(clientSecret));

  const body = { issuer, clientId, label: 'Case', isOn: true, rules: free };
  assert.equal((await as(ada, 'PUT', settings, body)).status, 204, 'the secret stays');
  account('Xia');
  await entered('xia');
  interface Checked {
    readonly isReady: boolean;
    readonly problems: readonly string[];
  }
  const test = (more: object = {}): Promise<Checked> =>
    as(ada, 'POST', `${settings}/test`, { ...body, ...more }).then((answer) => json(answer));
  assert.equal((await test()).isReady, true);
  provider.asked.length = 0;
  const elsewhere = { issuer: 'https://evil.example' };
  assert.match(
    (await test(elsewhere)).problems.join(),
    /another provider now: give its client secret/,
  );
  const moved = await as(ada, 'PUT', settings, { ...body, ...elsewhere });
  assert.match(await refusalOf(moved), /400 bad_request: It is another provider now/);
  assert.deepEqual(provider.asked, []);
  assert.match(
    (await test({ clientSecret: 'wrong' })).problems.join(),
    /does not take this client/,
  );
  assert.match((await test({ issuer: 'http://example.com' })).problems.join(), /https:\/\//);
  assert.equal((await as(ada, 'PUT', settings, { ...body, issuer: `${issuer}/` })).status, 204);
  await entered('xia');
});

test('who is on the way while the settings change begins again', async () => {
  account('Yve');
  const away = await begin();
  const back = await sentBack(away, 'yve');
  await set({}, { label: 'Changed' });
  assert.match(await refusalOf(await hand(away.mark, back)), /begin again/);
});

test('neither attempts nor tickets are stored so that somebody who reads them could use them', async () => {
  account('Zoe');
  const away = await begin();
  const rows = await one.open.store.selectFrom('provider_attempts').selectAll().execute();
  const stored = JSON.stringify(rows, (_, value: unknown) =>
    isBuffer(value) ? Buffer.from(value.data).toString('base64url') : value,
  );
  const { state = '', nonce = '' } = Object.fromEntries(away.url.searchParams);
  const mark = away.mark.split('=')[1] ?? '';
  for (const secret of [state, nonce, mark])
    assert.ok(secret.length === 43 && !stored.includes(secret));
});

function isBuffer(value: unknown): value is { readonly data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}
