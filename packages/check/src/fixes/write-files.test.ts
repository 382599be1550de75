import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FileChange } from './fix-report.ts';
import { writeFiles } from './write-files.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'castellan-write-'));
});
after(() => rmSync(folder, { recursive: true }));

function root(files: Readonly<Record<string, string>> = {}): string {
  const made = mkdtempSync(join(folder, 'repo-'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(made, path), text);
  return made;
}

function change(path: string, text: string, was?: string, isExecutable = false): FileChange {
  return { path, after: text, isExecutable, ...(was !== undefined && { before: was }) };
}

test('files are replaced and made; modes stay, programs can be run, nothing else is left behind', async () => {
  const home = root({ 'a.sh': 'old' });
  chmodSync(join(home, 'a.sh'), 0o751);
  const { written, refused } = await writeFiles(home, [
    change('a.sh', 'new', 'old'),
    change('b/c/hook', 'run', undefined, true),
    change('b/d', 'plain'),
  ]);
  assert.deepEqual([...refused], []);
  assert.equal(written.length, 3);
  assert.equal(readFileSync(join(home, 'a.sh'), 'utf8'), 'new');
  assert.equal(statSync(join(home, 'a.sh')).mode & 0o777, 0o751);
  assert.ok((statSync(join(home, 'b/c/hook')).mode & 0o100) !== 0);
  assert.equal(statSync(join(home, 'b/d')).mode & 0o111, 0);
  assert.deepEqual(readdirSync(home, { recursive: true }).map(String).sort(), [
    'a.sh',
    'b',
    'b/c',
    'b/c/hook',
    'b/d',
  ]);
});

test('what was written is taken back, folders too', async () => {
  const home = root({ 'a.txt': 'old' });
  const { written } = await writeFiles(home, [change('a.txt', 'new', 'old'), change('b/c/d', 'x')]);
  for (const one of written) await one.undo();
  assert.deepEqual(readdirSync(home, { recursive: true }), ['a.txt']);
  assert.equal(readFileSync(join(home, 'a.txt'), 'utf8'), 'old');
});

test('what somebody has changed since is neither overwritten nor taken back', async () => {
  const home = root({ 'a.txt': 'theirs', 'new.txt': 'came' });
  const { refused } = await writeFiles(home, [
    change('a.txt', 'new', 'old'),
    change('new.txt', 'mine'),
    change('gone.txt', 'new', 'old'),
  ]);
  assert.deepEqual([...refused.keys()], ['a.txt', 'new.txt', 'gone.txt']);
  assert.equal(readFileSync(join(home, 'a.txt'), 'utf8'), 'theirs');
  assert.equal(readFileSync(join(home, 'new.txt'), 'utf8'), 'came');
  const { written } = await writeFiles(home, [change('b.txt', 'mine')]);
  writeFileSync(join(home, 'b.txt'), 'edited');
  await assert.rejects(written[0]!.undo(), /changed meanwhile/);
  assert.deepEqual(readdirSync(home).sort(), ['a.txt', 'b.txt', 'new.txt']);
});

test('nothing is written outside of the root, into .git, or through a link that leaves', async () => {
  const outside = root({ 'victim.txt': 'old' });
  const home = root();
  mkdirSync(join(home, '.git'));
  mkdirSync(join(home, 'inside'));
  symlinkSync(outside, join(home, 'out'));
  symlinkSync(join(home, 'inside'), join(home, 'in'));
  symlinkSync(join(outside, 'victim.txt'), join(home, 'link.txt'));
  symlinkSync(join(outside, 'nowhere.txt'), join(home, 'dangling.txt'));
  const paths = [
    '../x',
    'a/../../x',
    '/tmp/x',
    '.git/hooks/pre-commit',
    '.GIT/config',
    'a\\x',
    'a//x',
    '',
    'out/x',
    'out/deep/x',
    'dangling.txt',
  ];
  const { written, refused } = await writeFiles(home, [
    ...paths.map((path) => change(path, 'evil')),
    change('link.txt', 'evil', 'old'),
    change('out/victim.txt', 'evil', 'old'),
    change('in/fine.txt', 'kept'),
  ]);
  assert.deepEqual(
    written.map(({ path }) => path),
    ['in/fine.txt'],
  );
  assert.equal(refused.size, paths.length + 2, [...refused].join('\n'));
  assert.deepEqual(readdirSync(outside), ['victim.txt']);
  assert.equal(readFileSync(join(outside, 'victim.txt'), 'utf8'), 'old');
  assert.ok(!existsSync(join(folder, 'x')));
  assert.deepEqual(readdirSync(join(home, '.git')), []);
});
