import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { nodeOptions } from './guard-flags.ts';
import { windowsCommand } from './windows-command.ts';

const guard = { path: '/app/guard.js', url: 'file:///app/guard.js' };
const ours = '-r /app/guard.js --import file:///app/guard.js';

test('what stands in NODE_OPTIONS stays, behind guard, and guard is named once', () => {
  assert.equal(nodeOptions(guard, undefined), ours);
  assert.equal(nodeOptions(guard, ' '), ours);
  assert.equal(nodeOptions(guard, '--trace-warnings'), `${ours} --trace-warnings`);
  assert.equal(nodeOptions(guard, `${ours} --trace-warnings`), `${ours} --trace-warnings`);
});

test('Node reads a path with spaces and quotes back', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'a b "c'));
  try {
    const file = path.join(folder, 'guard.cjs');
    writeFileSync(file, 'process.stdout.write("loaded ")');
    const options = nodeOptions({ path: file, url: pathToFileURL(file).href }, '--no-deprecation');
    const { stdout, stderr } = spawnSync(process.execPath, ['-p', 'process.noDeprecation'], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: options },
    });
    assert.equal(stdout, 'loaded true\n', stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a Windows path is quoted whole', () => {
  const options = nodeOptions(
    { path: String.raw`C:\my app\guard.js`, url: 'file:///C:/my%20app/guard.js' },
    '',
  );
  assert.equal(
    options,
    String.raw`-r "C:\\my app\\guard.js" --import file:///C:/my%20app/guard.js`,
  );
});

test('cmd.exe gets plain words as they are and all others quoted', () => {
  assert.equal(windowsCommand('npm', ['run', 'start:dev']), 'npm run start:dev');
  assert.equal(
    windowsCommand('a b', ['c&d', 'e"f', 'g h\\']),
    String.raw`^"a b^" ^"c^&d^" ^"e\^"f^" ^"g h\\^"`,
  );
});
