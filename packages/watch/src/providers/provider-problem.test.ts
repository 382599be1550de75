import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invitedOnly } from './case-rules.ts';
import { issuerName, type ProviderRules } from './provider.ts';
import { problemIn } from './provider-problem.ts';

const rules = invitedOnly;
const issuer = 'https://login.example.com/realms/team';

test('an issuer is an address over TLS, or one of this machine', () => {
  for (const fine of [
    issuer,
    'https://a.b',
    'http://127.0.0.1:8080/x',
    'http://localhost:1',
    'http://[::1]',
  ]) {
    assert.equal(problemIn({ issuer: fine, rules }), undefined, fine);
  }
  for (const wrong of [
    'login.example.com',
    'http://login.example.com',
    'http://127.0.0.1.evil.example',
    'ftp://a.b',
    'https://a.b?x=1',
    'https://a.b#x',
    'https://me:secret@a.b',
    'https://a.b/.well-known/openid-configuration',
    'javascript:alert(1)',
  ]) {
    assert.ok(problemIn({ issuer: wrong, rules }), wrong);
  }
});

test('a slash after a bare host makes no other issuer, one after a path does', () => {
  assert.equal(issuerName(' https://a.example/ '), 'https://a.example');
  assert.equal(issuerName('https://a.example'), 'https://a.example');
  assert.equal(issuerName('https://a.example/x/'), 'https://a.example/x/');
});

test('rules that would let in nobody, or too many, are refused with what to do', () => {
  const problem = (more: Partial<ProviderRules>) =>
    problemIn({ issuer, rules: { ...rules, ...more } });
  const table = {
    groupsClaim: 'groups',
    groupRoles: [{ group: 'staff', role: 'viewer' as const }],
  };
  const byDomain = { admits: 'domains', domains: ['example.com'] } as const;
  assert.equal(problem({}), undefined);
  assert.equal(problem({ ...byDomain, domains: ['example.com'], otherwise: 'viewer' }), undefined);
  assert.equal(problem({ ...byDomain, domains: ['example.com'], ...table }), undefined);
  assert.match(problem({ admits: 'domains' }) ?? '', /Name the domains/);
  for (const wrong of [
    'com',
    '@example.com',
    'example.com/',
    '*.example.com',
    'Example.com',
    '1.2.3.4',
  ]) {
    assert.match(problem({ domains: [wrong] }) ?? '', /no domain/, wrong);
  }
  assert.match(problem({ groupRoles: table.groupRoles }) ?? '', /claim that holds/);
  assert.match(problem({ groupsClaim: 'groups' }) ?? '', /at least one group/);
  assert.match(problem({ ...table, otherwise: 'owner' }) ?? '', /cannot be an owner/);
  assert.match(problem({ admits: 'domains', domains: ['example.com'] }) ?? '', /Choose the role/);
});
