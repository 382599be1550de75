import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { diskSource } from '../disk.ts';
import { Session } from '../session.ts';
import { collector, type GitHistory } from './git-history.ts';

const root = mkdtempSync(join(tmpdir(), 'castellan-history-'));
after(() => rmSync(root, { recursive: true }));
const password = ['Tr0ub4dor', '&3x!'].join('');

function git(...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

function commit(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git('add', '-A');
  git('commit', '-qm', 'a');
}

async function history(): Promise<GitHistory> {
  const evidence = await new Session(diskSource(root)).ask(collector);
  assert.equal(evidence.status, 'available');
  return evidence.status === 'available' ? evidence.value : assert.fail();
}

test('a secret that is gone from the files is found, once, where it first came in', async () => {
  git('init', '-q', '-b', 'main');
  commit({ 'deploy.yml': `db:\n  password: ${password}\n`, 'a.js': 'let a = 1;\n' });
  assert.deepEqual((await history()).secrets, [], 'it still stands there: secrets/tree tells');
  commit({ 'deploy.yml': `# moved\ndb:\n  password: ${password}\n` });
  commit({ 'deploy.yml': 'db:\n  password: ${DB_PASSWORD}\n' });
  const { secrets, commits, left, isShallow } = await history();
  assert.deepEqual([commits, left, isShallow], [3, 0, false]);
  assert.deepEqual(
    secrets.map(({ file, kind }) => [file, kind]),
    [['deploy.yml', 'password']],
  );
  assert.ok(!JSON.stringify(secrets).includes(password));
});

test('other branches count; odd names, merges and made files are no trouble', async () => {
  git('checkout', '-qb', 'side');
  const other = ['Xk9v!qz77', 'Lm2'].join('');
  commit({ 'böse name\t".yml': `password: ${other}\n`, 'package-lock.json': `{"a":"${other}"}` });
  git('checkout', '-q', 'main');
  commit({ 'b.js': '++ no header\n--- neither\n' });
  git('merge', '-q', '-m', 'm', 'side');
  rmSync(join(root, 'böse name\t".yml'));
  commit({ 'c.js': '' });
  const { secrets } = await history();
  assert.equal(secrets.length, 2);
  assert.match(secrets[1]!.file, /se name/);
});
