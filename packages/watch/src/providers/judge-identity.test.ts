import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invitedOnly } from './case-rules.ts';
import { identityOf } from './identity.ts';
import { addressProblem, hasFactor, isAdmitted, isAnew, roleFrom } from './judge-identity.ts';
import type { ProviderRules } from './provider.ts';

const rules: ProviderRules = {
  ...invitedOnly,
  admits: 'domains',
  domains: ['example.com'],
  groupsClaim: 'groups',
  groupRoles: [
    { group: 'security', role: 'admin' },
    { group: 'staff', role: 'viewer' },
    { group: 'founders', role: 'owner' },
  ],
  factorValues: ['mfa'],
};
const of = (claims: object, issuer = 'https://login.example.com') =>
  identityOf(issuer, 'sub', claims as Record<string, unknown>);

test('an address is somebody’s only where the provider says that it was verified', () => {
  const problem = (claims: object, more: Partial<ProviderRules> = {}, issuer?: string) =>
    addressProblem(of(claims, issuer), { ...rules, ...more });
  const email = 'bo@example.com';
  assert.equal(problem({ email, email_verified: true }), undefined);
  assert.equal(problem({ email, email_verified: 'true' }), undefined, 'as some write it');
  assert.match(problem({ email }) ?? '', /does not say/);
  assert.equal(problem({ email }, { trustsAddresses: true }), undefined);
  for (const email_verified of [false, 'false', 0, {}, 'yes']) {
    const said = problem({ email, email_verified }, { trustsAddresses: true });
    assert.match(said ?? '', /not verified/, String(email_verified));
  }
  for (const wrong of [
    undefined,
    '',
    7,
    ['bo@example.com'],
    'bo',
    'bo@',
    'a@b@example.com',
    'b o@x.y',
  ]) {
    assert.match(problem({ email: wrong, email_verified: true }) ?? '', /no e-mail/, String(wrong));
  }
});

test('a Google account counts for the organisation that Google names, not for its address alone', () => {
  const google = 'https://accounts.google.com';
  const claims = { email: 'bo@example.com', email_verified: true };
  assert.match(addressProblem(of(claims, google), rules) ?? '', /no organisation/);
  assert.match(
    addressProblem(of({ ...claims, hd: 'evil.example' }, google), rules) ?? '',
    /no org/,
  );
  assert.equal(addressProblem(of({ ...claims, hd: 'example.com' }, google), rules), undefined);
});

test('a domain is the whole of what stands behind the last @', () => {
  for (const email of ['bo@example.com', 'BO@EXAMPLE.COM']) assert.ok(isAdmitted(email, rules));
  for (const email of [
    'bo@sub.example.com',
    'bo@example.com.evil.example',
    'bo@notexample.com',
    'bo@evil.example',
    'bo@example.com@evil.example',
  ]) {
    assert.ok(!isAdmitted(email, rules), email);
  }
  assert.ok(!isAdmitted('bo@example.com', { ...rules, admits: 'invited' }));
});

test('of several groups the one that gives most counts; without any it is as the rules say', () => {
  const role = (groups: unknown, more: Partial<ProviderRules> = {}) =>
    roleFrom(of({ groups }), { ...rules, ...more });
  assert.equal(role(['staff', 'security']), 'admin');
  assert.equal(role(['founders', 'staff']), 'owner');
  assert.equal(role('staff'), 'viewer', 'one, not in a list');
  for (const none of [
    [],
    ['others'],
    undefined,
    null,
    'staf',
    ['Staff'],
    [['staff']],
    { 0: 'staff' },
  ]) {
    assert.equal(role(none), undefined, JSON.stringify(none));
    assert.equal(role(none, { otherwise: 'responder' }), 'responder');
  }
});

test('groups are found under a path, or under a name with dots in it; never on a prototype', () => {
  const role = (claims: object, groupsClaim: string) =>
    roleFrom(of(claims), { ...rules, groupsClaim });
  assert.equal(role({ realm_access: { roles: ['staff'] } }, 'realm_access.roles'), 'viewer');
  assert.equal(
    role({ 'https://example.com/groups': ['staff'] }, 'https://example.com/groups'),
    'viewer',
  );
  assert.equal(role({}, 'constructor.name'), undefined);
  assert.equal(role({ a: null }, 'a.b'), undefined);
});

test('a second factor is one that amr or acr names; a word within another is none', () => {
  assert.ok(hasFactor(of({ amr: ['pwd', 'mfa'] }), rules));
  assert.ok(hasFactor(of({ acr: 'mfa' }), rules));
  for (const claims of [{}, { amr: ['pwd'] }, { amr: 'nomfa' }, { acr: '1' }, { mfa: true }]) {
    assert.ok(!hasFactor(of(claims), rules), JSON.stringify(claims));
  }
  assert.ok(!hasFactor(of({ amr: ['mfa'] }), { factorValues: [] }), 'where it does not count');
});

test('a confirmation is of whoever signed in there since they were sent, by the provider’s own clock', () => {
  const sent = 120;
  const told = 2_000_000_000;
  const at = (before: number): boolean => isAnew(of({ auth_time: told - before, iat: told }), sent);
  assert.deepEqual([at(0), at(125), at(126), at(3_600)], [true, true, false, false]);
  assert.ok(!isAnew(of({ iat: told }), sent), 'one that does not say when');
  assert.ok(!isAnew(of({ auth_time: told }), sent));
  assert.ok(isAnew({ ...of({ iat: told }), issuer: 'https://accounts.google.com' }, sent));
});
