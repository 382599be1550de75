import assert from 'node:assert/strict';
import { test } from 'node:test';
import { madeUpSource } from '../made-up.ts';
import { Session } from '../session.ts';
import { collector } from './packages.ts';

async function foldersOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const evidence = await new Session(madeUpSource(files)).ask(collector);
  assert.ok(evidence.status === 'available', JSON.stringify(evidence));
  return evidence.value.map(({ folder }) => folder);
}

const below = {
  'packages/a/package.json': '{}',
  'packages/b/c/package.json': '{}',
  'apps/d/package.json': '{}',
  'test/fixtures/e/package.json': '{',
};

test('workspaces are those that the root names, whatever else lies around', async () => {
  const root = (workspaces: unknown): Record<string, string> => ({
    ...below,
    'package.json': JSON.stringify({ workspaces }),
  });
  assert.deepEqual(await foldersOf(root(['packages/*', './apps/d/'])), [
    '',
    'packages/a',
    'apps/d',
  ]);
  assert.deepEqual(await foldersOf(root({ packages: ['packages/**'] })), [
    '',
    'packages/a',
    'packages/b/c',
  ]);
  assert.deepEqual(await foldersOf(root(undefined)), ['']);
});

test('pnpm lists them in a file of its own', async () => {
  const yaml =
    'catalog:\n  x: 1\npackages:\n  # ours\n  - "packages/*"\n  - apps/d # the shop\nother:\n  - test/**\n';
  const files = { ...below, 'package.json': '{}', 'pnpm-workspace.yaml': yaml };
  assert.deepEqual(await foldersOf(files), ['', 'packages/a', 'apps/d']);
});

test('no package.json, no package', async () => {
  assert.deepEqual(await foldersOf(below), []);
});
