import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { registriesOf } from './registry/registries.ts';
import { type Said, TrialTree } from './scaffold/trial-tree.ts';
import { readTree } from './tree/tree.ts';
import { root } from './workspace.ts';

const id = 'made-up/by-the-test';
const file = `packages/check/src/rules/${id}.ts`;
let copy: TrialTree;

before(() => {
  copy = new TrialTree('check');
});
after(() => copy.remove());

test('a new rule stands in the registry and passes its examples, the tree rules and the format check', () => {
  const made = scaffold(id);
  assert.equal(made.status, 0, made.stderr);
  for (const { path, text } of registriesOf(readTree(copy.path)))
    if (path.startsWith('packages/check/')) writeFileSync(join(copy.path, path), text);
  const pattern = `--test-name-pattern=^${id}$`;
  const rules = 'packages/check/src/rules/rule.test.ts';
  const own = copy.node('-C', 'castellan-source', '--test', pattern, rules);
  assert.equal(own.status, 0, own.stdout);
  assert.match(own.stdout, /where it does not apply/);
  assert.deepEqual(copy.treeProblems(file), []);
  assert.equal(copy.formatProblems(file), '');
});

test('an id that is taken, or is none, is refused', () => {
  assert.equal(scaffold('docker/user').status, 1);
  for (const name of ['', 'user', '../x', 'docker/User', 'a/b/c'])
    assert.equal(scaffold(name).status, 2, name);
});

function scaffold(name: string): Said {
  return copy.node(join(root, 'tools/new-rule.ts'), name, copy.path);
}
