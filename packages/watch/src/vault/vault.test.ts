import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Vault } from './vault.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-vault-'));
after(() => rmSync(home, { recursive: true, force: true }));

test('what was sealed is read again, by another process too, and the file is closed to others', () => {
  const directory = join(home, 'one');
  const sealed = new Vault(directory).seal('xoxb-secret', 'channel a');
  assert.equal(new Vault(directory).unseal(sealed, 'channel a'), 'xoxb-secret');
  assert.equal(statSync(join(directory, 'secrets-key')).mode & 0o777, 0o600);
  assert.ok(!sealed.includes('xoxb'));
  assert.notDeepEqual(new Vault(directory).seal('xoxb-secret', 'channel a'), sealed);
});

test('moved to another place, changed by a bit, or with another key it is not read', () => {
  const vault = new Vault(join(home, 'two'));
  const sealed = vault.seal('secret', 'channel a');
  assert.throws(() => vault.unseal(sealed, 'channel b'), /changed outside of watch/);
  for (let at = 4; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(
      () => vault.unseal(changed, 'channel a'),
      /changed outside of watch/,
      `byte ${at}`,
    );
  }
  assert.throws(() => vault.unseal(sealed.subarray(0, 20), 'channel a'), /changed outside/);
  const other = new Vault(join(home, 'three'));
  assert.throws(() => other.unseal(sealed, 'channel a'), /stored with another key than .*three/);
});

test('a key that others may read, or that is none, is refused in words', () => {
  const directory = join(home, 'four');
  new Vault(directory).seal('x', 'p');
  const file = join(directory, 'secrets-key');
  const key = readFileSync(file, 'utf8');
  chmodSync(file, 0o640);
  assert.throws(() => new Vault(directory).seal('x', 'p'), /can be read by others/);
  chmodSync(file, 0o600);
  writeFileSync(file, key.slice(0, 20));
  assert.throws(() => new Vault(directory).seal('x', 'p'), /holds no key of 32 bytes/);
});
