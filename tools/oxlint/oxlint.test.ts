import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { binary, root } from '../workspace.ts';

const planted: [rule: string, path: string, source: string][] = [
  ['no-console', 'packages/guard/src/verdict/a.ts', "console.log('x');\n"],
  ['no-console', 'packages/check/src/rules/x/a.ts', "console.log('x');\n"],
  [
    'no-restricted-imports',
    'packages/guard/src/context/a.ts',
    "export { readFile } from 'node:fs';\n",
  ],
  [
    'no-restricted-imports',
    'packages/guard/src/detections/x/a.ts',
    "export { exec } from 'child_process';\n",
  ],
  [
    'no-restricted-imports',
    'packages/core/src/a.ts',
    "import { request } from 'node:http';\nrequest('x');\n",
  ],
  ['no-default-export', 'packages/core/src/a.ts', 'export default 1;\n'],
  ['no-explicit-any', 'packages/core/src/a.ts', 'export const a: any = 1;\n'],
  ['eqeqeq', 'tools/a.ts', 'export const a = (b: number): boolean => b == 1;\n'],
];
for (const [rule, path, source] of planted) {
  test(`${rule} is seen to fail in ${path}`, () => {
    const { status, stdout } = lint(path, source);
    assert.equal(status, 1, stdout);
    assert.match(stdout, new RegExp(`\\(${rule}\\)`));
  });
}

const allowed: [title: string, path: string, source: string][] = [
  ['the log reporter prints', 'packages/guard/src/reporters/log.ts', "console.log('x');\n"],
  [
    'a builtin sink imports what it wraps',
    'packages/guard/src/sinks/builtin/fs.ts',
    "export { open } from 'node:fs';\n",
  ],
  [
    'a verdict names a type of http',
    'packages/guard/src/verdict/a.ts',
    "export type { Server } from 'node:http';\n",
  ],
];
for (const [title, path, source] of allowed) {
  test(`allowed: ${title}`, () => {
    const { status, stdout } = lint(path, source);
    assert.equal(status, 0, stdout);
  });
}

function lint(path: string, source: string): { status: number | null; stdout: string } {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-lint-'));
  try {
    copyFileSync(join(root, '.oxlintrc.json'), join(directory, '.oxlintrc.json'));
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), source);
    return spawnSync(binary('oxlint'), ['--deny-warnings'], { cwd: directory, encoding: 'utf8' });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
