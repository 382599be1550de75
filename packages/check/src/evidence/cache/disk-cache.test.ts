import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { diskCache, type DiskCacheOptions } from './disk-cache.ts';
import { implementationDigest } from './implementation-digest.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-cache-'));
after(() => rmSync(home, { recursive: true }));
let folders = 0;
const folder = (): string => join(home, `own-${(folders += 1)}`, 'check');

/** Asks for the value of `contents`; `made` counts how often it had to be made. */
class Asked {
  made = 0;
  readonly problems: string[] = [];
  readonly #options: DiskCacheOptions;

  constructor(options: DiskCacheOptions) {
    this.#options = { ...options, onProblem: (problem) => this.problems.push(problem) };
  }

  /** As a run of its own would. */
  ask(contents = 'a', kind = 'code'): Promise<{ readonly of: string }> {
    return diskCache(this.#options).remember(kind, [contents], () => {
      this.made += 1;
      return { of: contents };
    });
  }
}

const asked = (directory: string, more: Partial<DiskCacheOptions> = {}): Asked =>
  new Asked({ directory, implementation: () => 'one', ...more });
const entriesOf = (directory: string): string[] =>
  readdirSync(directory).filter((name) => name !== 'key');

test('the same contents are made once; others, another kind or other code anew', async () => {
  const directory = folder();
  const runs = asked(directory);
  assert.deepEqual(await runs.ask(), { of: 'a' });
  assert.deepEqual(await runs.ask(), { of: 'a' });
  assert.equal(runs.made, 1);
  await runs.ask('b');
  await runs.ask('a', 'other');
  assert.equal(runs.made, 3);
  const newer = asked(directory, { implementation: () => 'two' });
  await newer.ask();
  assert.equal(newer.made, 1);
  assert.deepEqual([...runs.problems, ...newer.problems], []);
});

test('entries are for this user alone', { skip: process.platform === 'win32' }, async () => {
  const directory = folder();
  await asked(directory).ask();
  for (const name of readdirSync(directory))
    assert.equal(statSync(join(directory, name)).mode & 0o077, 0, name);
  assert.equal(statSync(directory).mode & 0o077, 0);
});

test('an entry that was changed, cut off, swapped or brought along is made anew', async () => {
  const directory = folder();
  const runs = asked(directory);
  await runs.ask('a');
  const [first] = entriesOf(directory) as [string];
  const path = join(directory, first);
  const text = readFileSync(path, 'utf8');
  for (const forged of [
    text.replace('"of":"a"', '"of":"x"'),
    text.slice(0, -1),
    '',
    '{"of":"x"}',
    `${'0'.repeat(64)}\n{"of":"x"}`,
  ]) {
    writeFileSync(path, forged);
    assert.deepEqual(await runs.ask('a'), { of: 'a' });
  }
  assert.equal(runs.made, 6);
  await runs.ask('b');
  const second = entriesOf(directory).find((name) => name !== first)!;
  renameSync(join(directory, second), path);
  assert.deepEqual(await runs.ask('a'), { of: 'a' });

  const elsewhere = folder();
  await asked(elsewhere, { implementation: () => 'forged' }).ask('a');
  await asked(elsewhere).ask('c');
  for (const name of entriesOf(elsewhere)) cpSync(join(elsewhere, name), join(directory, name));
  const before = runs.made;
  await runs.ask('c');
  assert.equal(runs.made, before + 1);
});

test(
  'no directory is used that others may write to, that leads elsewhere, or that is judged itself',
  { skip: process.platform === 'win32' },
  async () => {
    const open = folder();
    mkdirSync(open, { recursive: true });
    chmodSync(open, 0o777);
    const real = folder();
    await asked(real).ask();
    const link = folder();
    mkdirSync(join(link, '..'));
    symlinkSync(real, link);
    const root = folder();
    const cases: readonly (readonly [string, string | undefined, RegExp])[] = [
      [open, undefined, /others may write to/],
      [link, undefined, /is no directory/],
      [join(root, '.cache', 'castellan', 'check'), root, /is part of what is judged/],
      ['/dev/null/check', undefined, /cannot be used/],
    ];
    for (const [directory, judged, problem] of cases) {
      const runs = asked(directory, judged === undefined ? {} : { root: judged });
      await runs.ask();
      assert.deepEqual(await runs.ask(), { of: 'a' });
      assert.equal(runs.made, 2, directory);
      assert.match(runs.problems[0] ?? '', problem);
    }
    const beside = asked(folder(), { root });
    await beside.ask();
    await beside.ask();
    assert.equal(beside.made, 1);
  },
);

test(
  'a link in the place of an entry is not followed',
  { skip: process.platform === 'win32' },
  async () => {
    const directory = folder();
    const runs = asked(directory);
    await runs.ask();
    const [name] = entriesOf(directory) as [string];
    renameSync(join(directory, name), join(home, 'moved'));
    symlinkSync(join(home, 'moved'), join(directory, name));
    await runs.ask();
    assert.equal(runs.made, 2);
  },
);

test('what nobody asked for in a month goes, and so do drafts of runs that died', async () => {
  const directory = folder();
  const runs = asked(directory);
  await runs.ask('old');
  const [old] = entriesOf(directory) as [string];
  const long = new Date(Date.now() - 31 * 86_400_000);
  utimesSync(join(directory, old), long, long);
  writeFileSync(join(directory, `${old}.abc`), 'draft');
  utimesSync(join(directory, `${old}.abc`), long, long);
  await runs.ask('new');
  assert.equal(entriesOf(directory).length, 1);
  assert.ok(!entriesOf(directory).includes(old));
});

test('the digest of the code is the same twice', () => {
  assert.match(implementationDigest(), /^[0-9a-f]{64}$/);
  assert.equal(implementationDigest(), implementationDigest());
});
