import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { makeTestFolder } from './memory-folder.ts';

const place = mkdtempSync(join(tmpdir(), 'castellan-place-'));
after(() => rmSync(place, { recursive: true }));

test('a place with room is used, and left as it was', () => {
  const { path, remove } = makeTestFolder(place);
  assert.equal(dirname(path), place);
  assert.equal(statSync(path).mode & 0o7777, 0o1777);
  writeFileSync(join(path, 'kept'), '');
  remove();
  assert.equal(existsSync(path), false);
});

test('where there is none, or it cannot be written to, it is among the temporary files', () => {
  const file = join(place, 'file');
  writeFileSync(file, '');
  for (const memory of [join(place, 'nowhere'), file]) {
    const { path, remove } = makeTestFolder(memory);
    assert.equal(dirname(path), tmpdir());
    remove();
  }
});
