import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { registriesOf } from './registry/registries.ts';
import { type Said, TrialTree } from './scaffold/trial-tree.ts';
import { readTree } from './tree/tree.ts';
import { root } from './workspace.ts';

const id = 'made-by-the-test';
const folder = `packages/guard/src/detections/${id}`;
let copy: TrialTree;

before(() => {
  copy = new TrialTree('guard');
});
after(() => copy.remove());

test('a new detection passes its own test, the rules of the tree and the format check as it is', () => {
  const made = scaffold(id);
  assert.equal(made.status, 0, made.stderr);
  const own = copy.node('-C', 'castellan-source', '--test', `${folder}/${id}.test.ts`);
  assert.equal(own.status, 0, own.stdout);
  assert.deepEqual(copy.treeProblems(folder), []);
  assert.ok(registriesOf(readTree(copy.path))[0]?.text.includes(`'./${id}/detector.ts'`));
  assert.equal(copy.formatProblems(folder), '');
});

test('a name that is taken, or is none, is refused', () => {
  assert.equal(scaffold('sql-injection').status, 1);
  for (const name of ['', '../x', 'CamelCase']) assert.equal(scaffold(name).status, 2, name);
});

function scaffold(name: string): Said {
  return copy.node(join(root, 'tools/new-detection.ts'), name, copy.path);
}
