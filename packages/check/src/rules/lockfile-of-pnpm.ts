import { commit, digest } from './lockfile-of-npm.ts';
import type { Example } from './rule.ts';

/** Of `deps/lockfile`. */
export const ofPnpm: readonly Example[] = [
  {
    title:
      'pnpm: pinned, for peers, from a commit, from an archive that is asked for, a folder, a link',
    given: withPnpm(
      [
        `  a@1.0.0:\n    resolution: {integrity: ${digest}}\n`,
        `  '@s/b@2.0.0':\n    resolution: {integrity: ${digest}, tarball: https://registry.npmjs.org/@s/b/-/b-2.0.0.tgz}\n`,
        `  c@https://codeload.github.com/x/c/tar.gz/${commit}:\n    resolution: {tarball: https://codeload.github.com/x/c/tar.gz/${commit}}\n    version: 1.0.0\n`,
        `  d@git+https://example.com/d.git#${commit}:\n    resolution: {commit: ${commit}, repo: https://example.com/d.git, type: git}\n    version: 1.0.0\n`,
        `  e@https://cdn.example.com/e-1.0.0.tgz:\n    resolution: {tarball: https://cdn.example.com/e-1.0.0.tgz, integrity: ${digest}}\n    version: 1.0.0\n`,
        `  f@file:f:\n    resolution: {directory: f, type: directory}\n`,
        `\nsnapshots:\n\n  a@1.0.0(@s/b@2.0.0): {}\n`,
      ].join(''),
    ),
    expect: 'pass',
  },
  {
    title: 'pnpm 8: pinned, with the versions of peers in the key',
    given: withPnpm(
      `  /a@1.0.0(b@2.0.0):\n    resolution: {integrity: ${digest}}\n    dev: false\n`,
      '6.0',
    ),
    expect: 'pass',
  },
  {
    title: 'pnpm 7: pinned',
    given: withPnpm(
      `  /a/1.0.0_b@2.0.0:\n    resolution: {integrity: ${digest}}\n    dev: false\n`,
      '5.4',
    ),
    expect: 'pass',
  },
  {
    title: 'pnpm 11: a document about pnpm itself stands first',
    given: (() => {
      const files = withPnpm(`  a@1.0.0:\n    resolution: {integrity: ${digest}}\n`);
      const own = `---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    packageManagerDependencies:\n      pnpm:\n        specifier: 11.0.0\n        version: 11.0.0\n\npackages:\n\n  pnpm@11.0.0:\n    resolution: {integrity: ${digest}}\n\n---\n`;
      return { ...files, 'pnpm-lock.yaml': own + files['pnpm-lock.yaml']! };
    })(),
    expect: 'pass',
  },
  {
    title: 'pnpm: no digest',
    given: withPnpm(
      '  a@1.0.0:\n    resolution: {tarball: https://registry.npmjs.org/a/-/a-1.0.0.tgz}\n',
    ),
    expect: 'fail',
    at: ['pnpm-lock.yaml'],
    fixed: {},
  },
  {
    title: 'pnpm: from a branch',
    given: withPnpm(
      '  a@https://codeload.github.com/x/a/tar.gz/main:\n    resolution: {tarball: https://codeload.github.com/x/a/tar.gz/main}\n    version: 1.0.0\n',
    ),
    expect: 'fail',
  },
  {
    title: 'pnpm: plain http, and https for another package of the same registry',
    given: withPnpm(pnpmOfTwo('http')),
    expect: 'fail',
    fixed: { 'pnpm-lock.yaml': withPnpm(pnpmOfTwo('https'))['pnpm-lock.yaml']! },
  },
  {
    title: 'pnpm: behind package.json',
    given: withPnpm(`  a@1.0.0:\n    resolution: {integrity: ${digest}}\n`, '9.0', '~1.0.0'),
    expect: 'fail',
  },
  {
    title: 'pnpm: an override stands for what package.json asks for',
    given: (() => {
      const files = withPnpm(
        `  a@1.0.0:\n    resolution: {integrity: ${digest}}\n`,
        '9.0',
        '1.0.0',
      );
      const text = files['pnpm-lock.yaml']!.replace(
        'importers:',
        'overrides:\n  a: 1.0.0\n\nimporters:',
      );
      return { ...files, 'pnpm-lock.yaml': text };
    })(),
    expect: 'pass',
  },
  {
    title: 'pnpm: a workspace is behind',
    given: {
      ...withPnpm(
        `  a@1.0.0:\n    resolution: {integrity: ${digest}}\n`,
        '9.0',
        '^1.0.0\n        version: 1.0.0\n\n  apps/b:\n    dependencies:\n      a:\n        specifier: ^1.0.0',
      ),
      'pnpm-workspace.yaml': 'packages:\n  - apps/*\n',
      'apps/b/package.json': '{"dependencies":{"a":"^1.0.0","c":"1"}}',
    },
    expect: 'fail',
  },
  {
    title: 'pnpm: in the middle of a merge',
    given: withPnpm('<<<<<<< HEAD\n  a@1.0.0:\n=======\n  a@1.0.1:\n>>>>>>> b\n'),
    expect: 'unknown',
  },
  {
    title: 'pnpm: of a version that is not known',
    given: withPnpm(`  a@1.0.0:\n    resolution: {integrity: ${digest}}\n`, '10.0'),
    expect: 'unknown',
  },
  {
    title: 'pnpm: an entry that is no package',
    given: withPnpm('  a@1.0.0: {}\n'),
    expect: 'unknown',
  },
];

function pnpmOfTwo(scheme: string): string {
  const entry = (name: string, protocol: string): string =>
    `  ${name}@1.0.0:\n    resolution: {tarball: ${protocol}://npm.example.com/${name}/-/${name}-1.0.0.tgz, integrity: ${digest}}\n`;
  return entry('a', scheme) + entry('b', 'https');
}

/** An app that asks for `a`, with a pnpm-lock.yaml whose packages are `packages`. */
function withPnpm(
  packages: string,
  version: string = '9.0',
  range: string = '^1.0.0',
): Record<string, string> {
  const importers =
    version === '5.4'
      ? `specifiers:\n  a: ${range}\n\ndependencies:\n  a: 1.0.0\n`
      : `importers:\n\n  .:\n    dependencies:\n      a:\n        specifier: ${range}\n        version: 1.0.0\n`;
  return {
    'package.json': '{"dependencies":{"a":"^1.0.0"}}',
    'pnpm-lock.yaml': `lockfileVersion: '${version}'\n\n${importers}\npackages:\n\n${packages}`,
  };
}
