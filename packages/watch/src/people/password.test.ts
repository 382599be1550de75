import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, isPassword } from './password.ts';

test('a password is known again, another is not', async () => {
  const stored = await hashPassword('correct horse battery');
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.equal(await isPassword('correct horse battery', stored), true);
  for (const other of [
    '',
    'correct horse batter',
    'Correct horse battery',
    'correct horse battery ',
  ]) {
    assert.equal(await isPassword(other, stored), false, other);
  }
});

test('one password stored twice is two texts', async () => {
  assert.notEqual(await hashPassword('same'), await hashPassword('same'));
});

test('one password typed on two keyboards is one', async () => {
  const stored = await hashPassword('caf\u00e9 cr\u00e8me');
  assert.equal(await isPassword('cafe\u0301 cre\u0300me', stored), true);
});

test('without an account, or with a text that is no hash, no password is right', async () => {
  assert.equal(await isPassword('', undefined), false);
  assert.equal(await isPassword('x', undefined), false);
  for (const stored of ['', 'x', '$argon2id$v=19$m=8,t=1,p=1$$', '$2b$10$abc']) {
    assert.equal(await isPassword('', stored), false, stored);
  }
});

test('a text made with another cost is still known', async () => {
  // Made with Node's argon2id, m=64, t=1, p=1, salt of 16 zero bytes, password "old".
  const { argon2Sync } = await import('node:crypto');
  const tag = argon2Sync('argon2id', {
    message: Buffer.from('old'),
    nonce: Buffer.alloc(16),
    memory: 64,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const plain = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  const stored = `$argon2id$v=19$m=64,t=1,p=1$${plain(Buffer.alloc(16))}$${plain(tag)}`;
  assert.equal(await isPassword('old', stored), true);
  assert.equal(await isPassword('new', stored), false);
});
