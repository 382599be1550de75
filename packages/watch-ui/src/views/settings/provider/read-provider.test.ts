import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProvider } from './read-provider.ts';

function form(fields: readonly (readonly [string, string])[]): FormData {
  const made = new FormData();
  for (const [name, value] of fields) made.append(name, value);
  return made;
}

test('the settings are read as the form holds them', () => {
  const given = readProvider(
    form([
      ['issuer', ' https://login.example.com '],
      ['clientId', 'watch'],
      ['clientSecret', 's'],
      ['label', 'Example'],
      ['isOn', 'on'],
      ['admitsDomains', 'on'],
      ['domains', 'example.com, example.org;example.com'],
      ['groupsClaim', 'groups'],
      ['group', 'the founders'],
      ['groupRole', 'owner'],
      ['group', ''],
      ['groupRole', 'admin'],
      ['group', 'staff'],
      ['groupRole', 'viewer'],
      ['otherwise', ''],
      ['countsFactor', 'on'],
      ['factorValues', 'mfa 2'],
      ['ownersOnly', 'on'],
    ]),
  );
  assert.deepEqual(given, {
    issuer: 'https://login.example.com',
    clientId: 'watch',
    label: 'Example',
    isOn: true,
    clientSecret: 's',
    rules: {
      admits: 'domains',
      domains: ['example.com', 'example.org'],
      groupsClaim: 'groups',
      groupRoles: [
        { group: 'the founders', role: 'owner' },
        { group: 'staff', role: 'viewer' },
      ],
      extraScopes: [],
      factorValues: ['mfa', '2'],
      trustsAddresses: false,
      otherWays: 'owners',
    },
  });
});

test('a secret that is left empty stays; one that is said to be none goes', () => {
  assert.ok(!('clientSecret' in readProvider(form([['clientSecret', '']]))));
  const none = readProvider(
    form([
      ['hasNoSecret', 'on'],
      ['clientSecret', 'typed'],
    ]),
  );
  assert.equal(none.clientSecret, '');
});
