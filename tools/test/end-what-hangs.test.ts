import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testLimits } from './limits.ts';

const folder = mkdtempSync(join(tmpdir(), 'castellan-limits-'));
after(() => rmSync(folder, { recursive: true }));

function run(name: string, text: string): { code: number | null; out: string } {
  const file = join(folder, name);
  writeFileSync(file, text);
  const args = ['--test', ...testLimits, '--test-reporter=tap', file];
  const env = { PATH: process.env['PATH'] };
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  return { code: status, out: stdout };
}

test('a file that leaves something open is ended, fails, and says what', () => {
  const { code, out } = run(
    'open.test.mjs',
    `import { test } from 'node:test'; import { createServer } from 'node:net';
    test('leaves a server', () => void createServer().listen(0));`,
  );
  assert.equal(code, 1);
  assert.match(out, /something is still open: .*TCPServerWrap/);
});

test('every test of a file is reported, however many there are', () => {
  const { code, out } = run(
    'many.test.mjs',
    `import { test } from 'node:test';
    for (let number = 0; number < 2000; number += 1) test('x'.repeat(200) + number, () => {});`,
  );
  assert.equal(code, 0);
  assert.match(out, /^# pass 2000$/m);
});
