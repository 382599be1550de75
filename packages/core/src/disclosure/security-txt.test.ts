import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSecurityTxt } from './security-txt.ts';

test('contacts that are addresses, and the date', () => {
  const text =
    '# us\r\nContact: security at a.example\r\ncontact: mailto:s@a.example \r\nExpires: 2027-01-02T00:00:00Z\r\n';
  assert.deepEqual(readSecurityTxt(text), {
    contacts: ['mailto:s@a.example'],
    expires: Date.UTC(2027, 0, 2),
  });
});

test('no date, two dates and one that cannot be read are no date', () => {
  const date = 'Expires: 2027-01-02T00:00:00Z\n';
  for (const text of ['', date + date, 'Expires: soon\n', 'Expires:\n'])
    assert.equal(readSecurityTxt(text).expires, undefined, JSON.stringify(text));
});

test('a signature around it does not matter', () => {
  const text = '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nContact: tel:+1-201-555-0123\n';
  assert.deepEqual(readSecurityTxt(text).contacts, ['tel:+1-201-555-0123']);
});
