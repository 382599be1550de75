import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { registriesOf } from './registry/registries.ts';
import { treeRules } from './tree/rules.ts';
import { readTree } from './tree/tree.ts';
import { binary, root } from './workspace.ts';

const id = 'made-by-the-test';
const folder = `packages/guard/src/detections/${id}`;
let copy = '';

before(() => {
  copy = mkdtempSync(join(tmpdir(), 'castellan-scaffold-'));
  cpSync(join(root, 'packages/guard/src'), join(copy, 'packages/guard/src'), { recursive: true });
  cpSync(join(root, 'packages/guard/package.json'), join(copy, 'packages/guard/package.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
after(() => rmSync(copy, { recursive: true }));

test('a new detection passes its own test, the rules of the tree and the format check as it is', () => {
  const made = scaffold(id);
  assert.equal(made.status, 0, made.stderr);
  const own = run(process.execPath, [
    '-C',
    'castellan-source',
    '--test',
    `${folder}/${id}.test.ts`,
  ]);
  assert.equal(own.status, 0, own.stdout);
  const tree = readTree(copy);
  const problems = treeRules
    .flatMap(({ check }) => check(tree))
    .filter(({ path }) => path.startsWith(folder));
  assert.deepEqual(problems, []);
  assert.ok(registriesOf(tree)[0]?.text.includes(`'./${id}/detector.ts'`));
  const format = run(binary('oxfmt'), ['-c', join(root, '.oxfmtrc.json'), '--check', folder]);
  assert.equal(format.status, 0, format.stdout + format.stderr);
});

test('a name that is taken, or is none, is refused', () => {
  assert.equal(scaffold('sql-injection').status, 1);
  for (const name of ['', '../x', 'CamelCase']) assert.equal(scaffold(name).status, 2, name);
});

function scaffold(name: string): ReturnType<typeof run> {
  return run(process.execPath, [join(root, 'tools/new-detection.ts'), name, copy]);
}

function run(
  file: string,
  args: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  // A test runner inside a test runner only talks to its parent: this one stands alone.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawnSync(file, args, { cwd: copy, env, encoding: 'utf8' });
}
