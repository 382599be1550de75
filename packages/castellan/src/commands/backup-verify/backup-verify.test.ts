import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseRestores } from '@castellan/check';
import { runCli } from '../../case-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'castellan-backup-verify-'));
after(() => rmSync(folder, { recursive: true }));

const without = spawnSync('sqlite3', ['--version']).error ? 'sqlite3 is not installed here' : false;

test('a trial is told in words or JSON and kept; check then knows of it', { skip: without }, () => {
  const name = 'shop-2026-11-20.db';
  const made = 'CREATE TABLE orders(id); INSERT INTO orders VALUES (1), (2)';
  spawnSync('sqlite3', [name, made], { cwd: folder });
  writeFileSync(join(folder, 'package.json'), '{"dependencies":{"pg":"8"}}');
  const said = runCli(folder, 'backup', 'verify', name, '--record', '--min-rows', 'orders=2');
  assert.equal(said.code, 0, said.err + said.out);
  assert.match(
    said.out,
    /^✔ shop comes back \(SQLite database\): 1 tables?, 2 rows, in [\d.]+ s\n/,
  );
  const [kept] = parseRestores(readFileSync(join(folder, 'castellan.restores.json'), 'utf8'));
  assert.equal(kept?.name, 'shop');
  const judged = runCli(folder, 'check', '--only', 'backup/restored', '--json');
  assert.match(judged.out, /shop: restored within 90 days/);
  const few = runCli(folder, 'backup', 'verify', name, '--min-rows', 'orders=3', '--json');
  assert.equal(few.code, 1);
  assert.equal((JSON.parse(few.out) as { status: string }).status, 'broken');
});

test('what makes no sense is misuse; what could not be tried is no pass', () => {
  assert.equal(runCli(folder, 'backup', 'verify').code, 2);
  assert.equal(runCli(folder, 'backup', 'verify', 'x', '--max-age', 'soon').code, 2);
  assert.equal(runCli(folder, 'backup', 'verify', 'x', '--min-rows', 'orders').code, 2);
  const none = runCli(folder, 'backup', 'verify', 'none.db');
  assert.equal(none.code, 3);
  assert.match(none.out, /^\? could not be tried: none\.db is not there/);
});
