import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { collector } from '../collectors/lockfiles.ts';
import { madeUpSource } from '../made-up.ts';
import { Session } from '../session.ts';
import type { LockedPackage, Lockfile } from './lockfile.ts';

const digest = `sha512-${'A'.repeat(86)}==`;
const hex = 'ab'.repeat(64);
const commit = 'c0'.repeat(20);

async function look(files: Readonly<Record<string, string>>): Promise<Lockfile> {
  const evidence = await new Session(madeUpSource(files)).ask(collector);
  assert.equal(evidence.status, 'available');
  assert.equal(evidence.value.length, 1);
  return evidence.value[0]!;
}

/** `name version` with what is told beyond a digest. */
function told({ packages }: Lockfile): string[] {
  const of = ({ name, version = '?', resolved, isDev, hasInstallScript }: LockedPackage): string =>
    [name, version, isDev && 'dev', hasInstallScript && 'script', resolved]
      .filter(Boolean)
      .join(' ');
  return packages.map(of).sort();
}

const manifest =
  '{"workspaces":["w"],"dependencies":{"a":"1","al":"npm:@s/b@1"},"devDependencies":{"d":"1"}}';
const workspace = '{"name":"w","dependencies":{"e":"1"},"devDependencies":{"f":"1"}}';
const repo = { 'package.json': manifest, 'w/package.json': workspace };

// `a` needs `c`; `d`, for development, needs `c` and `g`; `w` needs `e`, and for development `f`, which needs `e`.
const expected = [
  '@s/b 1.0.0',
  'a 1.0.0',
  'c 1.0.0',
  'd 1.0.0 dev',
  'e 1.0.0',
  'f 1.0.0 dev',
  'g 1.0.0 dev',
];

test('pnpm 9: importers, aliases and peers are followed', async () => {
  const entry = (name: string): string =>
    `  '${name}@1.0.0': {resolution: {integrity: ${digest}}}\n`;
  const text = `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: {specifier: '1', version: 1.0.0(c@1.0.0)}
      al: {specifier: 'npm:@s/b@1', version: '@s/b@1.0.0'}
    devDependencies:
      d: {specifier: '1', version: 1.0.0}
  w:
    dependencies:
      e: {specifier: '1', version: 1.0.0}
      l: {specifier: 'workspace:*', version: link:../l}
    devDependencies:
      f: {specifier: '1', version: 1.0.0}
packages:
${['a', '@s/b', 'c', 'd', 'e', 'f', 'g'].map(entry).join('')}snapshots:
  a@1.0.0(c@1.0.0): {dependencies: {c: 1.0.0}}
  '@s/b@1.0.0': {}
  c@1.0.0: {}
  d@1.0.0: {dependencies: {c: 1.0.0}, optionalDependencies: {g: 1.0.0}}
  e@1.0.0: {}
  f@1.0.0: {dependencies: {e: 1.0.0}}
  g@1.0.0: {}
`;
  const lockfile = await look({ ...repo, 'pnpm-lock.yaml': text });
  assert.deepEqual(told(lockfile), expected);
  assert.deepEqual(lockfile.behind, []);
  const behind = text.replaceAll("specifier: '1'", "specifier: '2'");
  assert.deepEqual((await look({ ...repo, 'pnpm-lock.yaml': behind })).behind, [
    'd',
    'a',
    'f of w',
    'e of w',
  ]);
});

test('pnpm 6 and 5: keys with and without peers, marks for development and scripts, one archive once', async () => {
  const marks = `\n    resolution: {integrity: ${digest}}`;
  const six = `lockfileVersion: '6.0'
packages:
  /a@1.0.0(c@1.0.0):${marks}
    dev: true
  /a@1.0.0(c@2.0.0):${marks}
    dev: false
  /@s/b@1.0.0-rc.1:${marks}
    requiresBuild: true
    dev: true
  github.com/x/g/${commit}:
    resolution: {tarball: https://codeload.github.com/x/g/tar.gz/${commit}}
    name: g
    version: 3.0.0
    dev: false
  file:l:
    resolution: {directory: l, type: directory}
    name: l
`;
  const told6 = [
    '@s/b 1.0.0-rc.1 dev script',
    'a 1.0.0',
    `g 3.0.0 https://codeload.github.com/x/g/tar.gz/${commit}`,
  ];
  assert.deepEqual(told(await look({ 'pnpm-lock.yaml': six })), told6);
  const five = six
    .replace("'6.0'", '5.4')
    .replace('a@1.0.0(c@1.0.0)', 'a/1.0.0_c@1.0.0')
    .replace('a@1.0.0(c@2.0.0)', 'a/1.0.0_abcdef')
    .replace('b@1.0.0', 'b/1.0.0');
  assert.deepEqual(told(await look({ 'pnpm-lock.yaml': five })), told6);
});

test('Yarn 1: requests are followed from package.json and the workspaces', async () => {
  const entry = (requests: string, version: string, needs: string = ''): string =>
    `${requests}:\n  version "${version}"\n  integrity ${digest}\n${needs && `  dependencies:\n    ${needs}\n`}`;
  const text = [
    entry('a@1', '1.0.0', 'c "1"'),
    entry('"al@npm:@s/b@1"', '1.0.0'),
    entry('c@1, c@^1.0.0', '1.0.0'),
    entry('d@1', '1.0.0', 'c "^1.0.0"\n    g "9"'),
    entry('e@1', '1.0.0'),
    entry('f@1', '1.0.0', 'e "1"'),
    // A resolution gives another than `d` asks for.
    entry('g@1', '1.0.0'),
  ].join('\n');
  const lockfile = await look({ ...repo, 'yarn.lock': text });
  assert.deepEqual(told(lockfile), expected);
  assert.deepEqual(lockfile.behind, []);
});

test('Yarn 1: what a resolution puts behind a name is the package of all that ask for it', async () => {
  const text = `al@0.x, "al@npm:fork", al@~0.10.0:\n  version "0.10.4"\n  integrity ${digest}\n`;
  const { packages } = await look({ ...repo, 'yarn.lock': text });
  assert.deepEqual(
    packages.map(({ place, name }) => [place, name]),
    [['al@0.x', 'fork']],
  );
});

test('Yarn 4: requests, patches and aliases are followed', async () => {
  const entry = (requests: string, resolution: string, needs: string = ''): string =>
    `"${requests}":\n  version: 1.0.0\n  resolution: "${resolution}"\n${needs && `  dependencies:\n    ${needs}\n`}  checksum: 10c0/${hex}\n  linkType: hard\n`;
  const text = [
    '__metadata:\n  version: 8\n',
    entry('a@npm:1', 'a@npm:1.0.0', 'c: "npm:^1.0.0"'),
    entry('al@npm:@s/b@1', '@s/b@npm:1.0.0'),
    entry('c@npm:^1.0.0', 'c@npm:1.0.0'),
    entry(
      'c@patch:c@npm%3A^1.0.0#optional!builtin<compat/c>',
      'c@patch:c@npm%3A1.0.0#optional!builtin<compat/c>::version=1.0.0&hash=abcdef',
    ),
    entry('d@npm:1', 'd@npm:1.0.0', 'c: "npm:^1.0.0"\n    g: "npm:1"'),
    entry('e@npm:1', 'e@npm:1.0.0'),
    entry('f@npm:1', 'f@npm:1.0.0', 'e: "npm:1"'),
    entry('g@npm:1', 'g@npm:1.0.0'),
  ].join('\n');
  const lockfile = await look({ ...repo, 'yarn.lock': text });
  assert.deepEqual(
    told(lockfile),
    expected.flatMap((one) => (one === 'c 1.0.0' ? [one, one] : [one])),
  );
  assert.match(lockfile.packages[0]!.integrity ?? '', /^sha512-q6urq/);
});

test('Bun: places are followed as folders are, the nearest first', async () => {
  const entry = (key: string, name: string, needs: string = ''): string =>
    `    "${key}": ["${name}@1.0.0", "", { ${needs && `"dependencies": { ${needs} }`} }, "${digest}"],\n`;
  const text = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "root", "dependencies": { "a": "1", "al": "npm:@s/b@1" }, "devDependencies": { "d": "1" } },
    "w": { "name": "w", "dependencies": { "e": "1" }, "devDependencies": { "f": "1" } },
  },
  "packages": {
${entry('a', 'a', '"c": "1"')}${entry('al', '@s/b')}${entry('c', 'wrong')}${entry('a/c', 'c')}${entry('d', 'd', '"@t/g": "1"')}
${entry('@t/g', 'wrong')}${entry('d/@t/g', 'g')}${entry('w/e', 'e')}${entry('f', 'f')}
    "w": ["w@workspace:w"],
  },
}`;
  const lockfile = await look({ ...repo, 'bun.lock': text });
  assert.deepEqual(
    told(lockfile).filter((one) => !one.startsWith('wrong')),
    expected,
  );
  // Nobody is seen to ask for them, so they count as running.
  assert.equal(told(lockfile).filter((one) => one === 'wrong 1.0.0').length, 2);
  assert.deepEqual(lockfile.behind, []);
});

test('repositories are told with their commit, however they are written', async () => {
  const pnpm = (repository: string): string =>
    `lockfileVersion: '9.0'\npackages:\n  g@x:\n    resolution: {commit: ${commit}, repo: '${repository}', type: git}\n`;
  for (const [repository, address] of [
    ['git@github.com:x/g.git', `git+ssh://git@github.com/x/g.git#${commit}`],
    ['ssh://git@example.com:22/x/g.git', `git+ssh://git@example.com:22/x/g.git#${commit}`],
    ['https://example.com/g.git', `git+https://example.com/g.git#${commit}`],
    ['git+ssh://git@example.com/g', `git+ssh://git@example.com/g#${commit}`],
  ])
    assert.deepEqual(told(await look({ 'pnpm-lock.yaml': pnpm(repository!) })), [`g ? ${address}`]);
  const yarn = `__metadata:\n  version: 8\n\n"g@x":\n  version: 1.0.0\n  resolution: "g@git@example.com:x/g.git#commit=${commit}"\n  linkType: hard\n`;
  const at = `git+ssh://git@example.com/x/g.git#${commit}`;
  assert.deepEqual(told(await look({ 'yarn.lock': yarn })), [`g 1.0.0 ${at}`]);
});

const valid: Readonly<Record<string, string>> = {
  'package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}',
  'pnpm-lock.yaml': `lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: ${digest}}\n`,
  'yarn.lock': `a@1:\n  version "1.0.0"\n  integrity ${digest}\n`,
  'bun.lock': `{"lockfileVersion":1,"packages":{"a":["a@1.0.0","",{},"${digest}"],}}`,
};

for (const [path, text] of Object.entries(valid)) {
  test(`${path}: what is damaged is read or told, and breaks nothing`, async () => {
    assert.deepEqual(told(await look({ [path]: text })), ['a 1.0.0']);
    const damaged = fc
      .record({
        at: fc.nat(text.length),
        length: fc.nat(20),
        put: fc.oneof(
          fc.string({ maxLength: 8 }),
          fc.constantFrom(
            '{',
            '[',
            '"',
            ': ',
            '\n',
            '\n  ',
            '&a',
            '*a',
            '<<: ',
            '__proto__',
            '\0',
            '---\n',
            'null',
            '1',
            '@',
            '#',
          ),
        ),
      })
      .map(({ at, length, put }) => text.slice(0, at) + put + text.slice(at + length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.string()), async (given) => {
        const { packages, problem } = await look({ [path]: given });
        assert.ok(problem === undefined || packages.length === 0);
        assert.ok(packages.every(({ name }) => name !== ''));
      }),
      { numRuns: 200 },
    );
  });

  test(`${path}: deep nesting and markers of a merge are told`, async () => {
    for (const given of ['['.repeat(200_000), '{"a":'.repeat(200_000), `<<<<<<< HEAD\n${text}`]) {
      const { problem, packages } = await look({ [path]: given });
      assert.ok(problem !== undefined && packages.length === 0, given.slice(0, 20));
    }
  });
}

test('where a lockfile is no longer read is told by its line', async () => {
  const cut = (path: string, text: string): Promise<Lockfile> => look({ [path]: text });
  assert.match((await cut('yarn.lock', 'a@1:\n  version "1.0')).problem ?? '', /^line 2 is not/);
  assert.match((await cut('yarn.lock', '__metadata:\n  a: [')).problem ?? '', /\(2:\d+\)|\(3:1\)/);
  assert.match((await cut('pnpm-lock.yaml', 'a: {\n')).problem ?? '', /\(2:1\)/);
  assert.match((await cut('bun.lock', '{\n"a": [')).problem ?? '', / in line 2$/);
});

test('a binary lockfile of Bun is told, with what to do; beside a bun.lock it does not matter', async () => {
  assert.match((await look({ 'bun.lockb': '' })).problem ?? '', /--save-text-lockfile/);
  const both = await look({ 'bun.lockb': '', 'bun.lock': valid['bun.lock']! });
  assert.deepEqual([both.path, both.problem], ['bun.lock', undefined]);
});

test('one that is too large is told and not read', async () => {
  const path = 'package-lock.json';
  const text = valid[path]!;
  const largest = await look({ [path]: text.padEnd(50_000_000) });
  assert.deepEqual([largest.packages.length, largest.problem], [1, undefined]);
  assert.equal(
    (await look({ [path]: text.padEnd(50_000_001) })).problem,
    'it is larger than 50 MB',
  );
});
