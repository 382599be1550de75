import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { isGone, spoolOwner } from './spool-owner.ts';

test('a process is gone once it has ended, and not before', async () => {
  const own = spoolOwner();
  assert.equal(isGone(own), false);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const theirs = own.replace(/^p\d+_/, `p${child.pid}_`);
  assert.equal(isGone(theirs), false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isGone(theirs), true);
});

test('of other machines, of older versions and of whatever else stands there nothing is known', () => {
  const gone = spoolOwner().replace(/^p\d+_/, 'p4194304_');
  assert.equal(isGone(gone), true);
  for (const owner of [
    gone.replace(/_[^_]+_/, '_elsewhere4026531836_'),
    '0190a5c4',
    'another',
    '',
  ]) {
    assert.equal(isGone(owner), false, owner);
  }
});
