import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCli } from '../../case-cli.ts';

const directory = mkdtempSync(join(tmpdir(), 'castellan-backup-'));
chmodSync(directory, 0o755);
after(() => rmSync(directory, { recursive: true, force: true }));

const empty = join(directory, 'empty');
const file = join(directory, 'watch.backup');

test('what makes no sense is refused as misuse', () => {
  for (const argv of [
    ['watch', 'backup'],
    ['watch', 'restore'],
    ['watch', 'backup', file, '--verify', file],
  ]) {
    assert.equal(runCli(directory, ...argv).code, 2, argv.join(' '));
  }
});

test('where there is no data, and for a file that is none, it says so and makes nothing', () => {
  const none = runCli(directory, 'watch', 'backup', file, '--data', empty);
  assert.deepEqual([none.code, /There is no data of watch in/.test(none.err)], [1, true]);
  writeFileSync(file, 'something else');
  const odd = runCli(directory, 'watch', 'backup', '--verify', file);
  assert.deepEqual([odd.code, /is no backup of watch/.test(odd.err)], [1, true]);
  const restore = runCli(directory, 'watch', 'restore', file, '--data', empty);
  assert.deepEqual([restore.code, /is no backup of watch/.test(restore.err)], [1, true]);
  assert.equal(readFileSync(file, 'utf8'), 'something else');
});
