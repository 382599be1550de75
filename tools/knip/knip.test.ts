import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { binary, root } from '../workspace.ts';

type Files = Readonly<Record<string, string>>;

const clean: Files = {
  'package.json': '{ "name": "made-up", "workspaces": ["packages/core"] }',
  'packages/core/package.json': corePackage({}),
  'packages/core/src/index.ts': "export { used } from './used.ts';\n",
  'packages/core/src/used.ts': 'export const used = 1;\n',
};

const dead: Files = {
  'packages/core/package.json': corePackage({ zod: '*' }),
  'packages/core/src/dead.ts': 'export const dead = 1;\n',
  'packages/core/src/used.ts': [
    "import 'hono';",
    'export type DeadType = number;',
    'export const used: DeadType = 1;',
    'export const deadExport = 2;\n',
  ].join('\n'),
};

test('knip finds nothing where all is used', () => {
  const { status, stdout } = knip(clean);
  assert.equal(status, 0, stdout);
});

test('knip is seen to fail on what is dead, and on what is not declared', () => {
  const { status, stdout } = knip({ ...clean, ...dead });
  assert.equal(status, 1, stdout);
  assert.match(stdout, /Unused files \(1\)\n.*\bdead\.ts/);
  assert.match(stdout, /Unused dependencies \(1\)\n.*\bzod /);
  assert.match(stdout, /Unlisted dependencies \(1\)\n.*\bhono /);
  assert.match(stdout, /Unused exports \(1\)\n.*\bdeadExport /);
  assert.match(stdout, /Unused exported types \(1\)\n.*\bDeadType /);
});

/** What knip says of a small repository under our configuration. */
function knip(files: Files): { readonly status: number | null; readonly stdout: string } {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-knip-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
    copyFileSync(join(root, 'knip.jsonc'), join(directory, 'knip.jsonc'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    return spawnSync(binary('knip'), ['--no-config-hints'], { cwd: directory, encoding: 'utf8' });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function corePackage(dependencies: Files): string {
  const exports = { '.': { 'castellan-source': './src/index.ts', default: './dist/index.js' } };
  return JSON.stringify({ name: '@castellan/core', exports, dependencies });
}
