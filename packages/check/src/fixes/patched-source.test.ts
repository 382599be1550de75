import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { diskSource } from '../evidence/disk.ts';
import { collectors } from '../evidence/registry.generated.ts';
import { Session } from '../evidence/session.ts';
import { patchedSource } from './patched-source.ts';
import { uncommitted } from './uncommitted.ts';

let root = '';
before(() => {
  root = mkdtempSync(join(tmpdir(), 'castellan-patched-'));
  mkdirSync(join(root, 'sub'));
  writeFileSync(join(root, 'a.txt'), 'old');
  writeFileSync(join(root, "sub/it's [1].txt"), 'odd');
  writeFileSync(join(root, '.gitignore'), 'ignored/\n');
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'x');
});
after(() => rmSync(root, { recursive: true }));

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: root, stdio: 'pipe' });
}

test('collectors see the new texts and the new files as if they stood there', async () => {
  const texts = new Map([
    ['a.txt', 'new'],
    ['b/c.txt', 'made'],
    // Nobody else would get it.
    ['ignored/new.txt', 'made'],
  ]);
  const source = patchedSource(diskSource(root), texts);
  const files = await new Session(source).ask(collectors.texts);
  assert.ok(files.status === 'available');
  const found = files.value.files.map(({ path, text, isTracked }) => [path, text, isTracked]);
  found.sort((a, b) => String(a[0]).localeCompare(String(b[0]), 'en'));
  assert.deepEqual(
    found.filter(([path]) => path !== '.gitignore'),
    [
      ['a.txt', 'new', true],
      ['b/c.txt', 'made', false],
      ["sub/it's [1].txt", 'odd', true],
    ],
  );
  assert.deepEqual(
    (await source.list(() => true)).filter(({ path }) => path === 'b/c.txt').length,
    1,
  );
  assert.equal(await source.execute('npm', ['pack']), undefined);
  assert.deepEqual(await source.read('a.txt', 2), new TextEncoder().encode('ne'));
});

test('what is in no commit is told: changed, staged, untracked and ignored files, with odd names too', async () => {
  const source = diskSource(root);
  const all = ['a.txt', "sub/it's [1].txt", 'new.txt', 'ignored/x.txt'];
  assert.deepEqual(await uncommitted(source, all.slice(0, 2)), []);
  writeFileSync(join(root, 'a.txt'), 'changed');
  writeFileSync(join(root, "sub/it's [1].txt"), 'staged');
  git('add', 'sub');
  writeFileSync(join(root, 'new.txt'), '');
  mkdirSync(join(root, 'ignored'));
  writeFileSync(join(root, 'ignored/x.txt'), '');
  assert.deepEqual(await uncommitted(source, all), all);
  assert.deepEqual(await uncommitted(source, []), []);
  const below = diskSource(join(root, 'sub'));
  assert.deepEqual(await uncommitted(below, ["it's [1].txt"]), ["it's [1].txt"]);
});
