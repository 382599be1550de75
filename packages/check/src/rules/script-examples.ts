import type { Example } from './rule.ts';

type Files = Readonly<Record<string, string>>;

const digest = 'sha512-AAAA';

/** Format 6, of pnpm 8, says what has a script. */
function pnpm8(requiresBuild: boolean, manifest: string = '{}'): Files {
  const entry = `    resolution: {integrity: ${digest}}\n${requiresBuild ? '    requiresBuild: true\n' : ''}    dev: false\n`;
  return {
    'package.json': manifest,
    'pnpm-lock.yaml': `lockfileVersion: '6.0'\n\npackages:\n\n  /esbuild@0.21.5:\n${entry}`,
  };
}

function pnpm9(manifest: string): Files {
  return {
    'package.json': manifest,
    'pnpm-lock.yaml': `lockfileVersion: '9.0'\n\npackages:\n\n  esbuild@0.21.5:\n    resolution: {integrity: ${digest}}\n`,
  };
}

function yarn1(): Files {
  return { 'package.json': '{}', 'yarn.lock': `a@1:\n  version "1.0.0"\n  integrity ${digest}\n` };
}

function yarn4(manifest: string): Files {
  return {
    'package.json': manifest,
    'yarn.lock':
      '__metadata:\n  version: 8\n\n"a@npm:1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  linkType: hard\n',
  };
}

const ofPnpm: readonly Example[] = [
  { title: 'pnpm 10', given: pnpm9('{"packageManager":"pnpm@10.18.3"}'), expect: 'pass' },
  { title: 'pnpm 10 at least', given: pnpm9('{"engines":{"pnpm":">=10"}}'), expect: 'pass' },
  {
    title: 'pnpm 10, told to run all',
    given: {
      ...pnpm9('{"packageManager":"pnpm@10.18.3"}'),
      'pnpm-workspace.yaml': 'dangerouslyAllowAllBuilds: true\n',
    },
    expect: 'unknown',
  },
  {
    title: 'pnpm 9, whose lockfile does not say what has a script',
    given: pnpm9('{"packageManager":"pnpm@9.15.9"}'),
    expect: 'unknown',
  },
  { title: 'a pnpm that nothing names', given: pnpm9('{}'), expect: 'unknown' },
  {
    title: 'pnpm 9 with a list',
    given: pnpm9('{"packageManager":"pnpm@9.15.9","pnpm":{"onlyBuiltDependencies":["esbuild"]}}'),
    expect: 'pass',
  },
  {
    title: 'a list in the settings of pnpm',
    given: { ...pnpm9('{}'), 'pnpm-workspace.yaml': 'allowBuilds:\n  esbuild: true\n' },
    expect: 'pass',
  },
  { title: 'pnpm 8, and nothing has a script', given: pnpm8(false), expect: 'pass' },
  {
    title: 'pnpm 8, and a package with one',
    given: pnpm8(true, '{\n  "name": "a"\n}\n'),
    expect: 'fail',
    at: ['pnpm-lock.yaml'],
    fixed: {
      'package.json':
        '{\n  "name": "a",\n  "pnpm": {\n    "onlyBuiltDependencies": [\n      "esbuild"\n    ]\n  }\n}\n',
    },
  },
  {
    title: 'pnpm 8, with a list of what may not run',
    given: pnpm8(true, '{"pnpm":{"neverBuiltDependencies":["fsevents"]}}'),
    expect: 'fail',
    fixed: {},
  },
  {
    title: 'a lockfile of pnpm that cannot be read',
    given: { 'package.json': '{}', 'pnpm-lock.yaml': '' },
    expect: 'unknown',
  },
];

const ofYarnAndBun: readonly Example[] = [
  { title: 'Yarn 1', given: yarn1(), expect: 'unknown' },
  {
    title: 'Yarn 1, scripts are off',
    given: { ...yarn1(), '.yarnrc': '--install.ignore-scripts true\n' },
    expect: 'pass',
  },
  { title: 'Yarn 4.12', given: yarn4('{"packageManager":"yarn@4.12.0"}'), expect: 'unknown' },
  { title: 'Yarn 4.14', given: yarn4('{"packageManager":"yarn@4.14.1"}'), expect: 'pass' },
  {
    title: 'Yarn 4.14, told to run all',
    given: {
      ...yarn4('{"packageManager":"yarn@4.14.1"}'),
      '.yarnrc.yml': 'enableScripts: true\n',
    },
    expect: 'unknown',
  },
  {
    title: 'Yarn 4.12 in the repository, scripts are off',
    given: {
      ...yarn4('{}'),
      '.yarnrc.yml': 'enableScripts: false\nyarnPath: .yarn/releases/yarn-4.12.0.cjs\n',
    },
    expect: 'pass',
  },
  {
    title: 'Yarn 4 with a setting that it does not know: of npm',
    given: { ...yarn4('{}'), '.npmrc': 'ignore-scripts=true\n' },
    expect: 'unknown',
  },
  {
    title: 'Bun',
    given: {
      'package.json': '{}',
      'bun.lock': '{"lockfileVersion":1,"packages":{"a":["a@1.0.0","",{},"sha512-AAAA"],}}',
    },
    expect: 'pass',
  },
];

/** Of `deps/install-scripts`: what other package managers than npm do. */
export const scriptsOfOthers: readonly Example[] = [...ofPnpm, ...ofYarnAndBun];
