import type { LockedPackage, Lockfile } from '../../evidence/collectors/lockfiles.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

/** The dependencies that are installed are the ones that were reviewed. */
export const rule: Rule = defineRule({
  id: 'deps/lockfile',
  practice: 'C10',
  severity: 'high',
  confidence: 'certain',
  cwe: 494,
  controls: ['asvs5:15.1.2', 'asvs5:15.2.4', 'pci-dss4:6.3.2'],
  title: 'A lockfile pins every dependency by digest, from a registry, over https',
  why: 'Without a digest whoever controls the registry, the mirror or the network decides what is installed.',
  fix: 'Run `npm install --package-lock-only`, look at the difference, commit package-lock.json, and install with `npm ci`.',
  needs: ['manifest', 'lockfiles'],
  run({ manifest, lockfiles }) {
    if (manifest === null) return notApplicable('there is no package.json');
    const asked = askedFor(manifest);
    if (Object.keys(asked).length === 0) return notApplicable('the package has no dependencies');
    if (lockfiles.length === 0) return failBy([missing(manifest)], '');
    const read = lockfiles.filter(({ kind }) => kind === 'npm');
    if (read.length === 0)
      return unknown(
        `a reader for ${lockfiles.map(({ path }) => path).join(', ')}: only npm's lockfiles are read yet`,
      );
    const findings = read.flatMap((lockfile) => findingsIn(lockfile, asked));
    const count = read.reduce((sum, { packages }) => sum + packages.length, 0);
    return failBy(findings, `${count} packages are pinned by digest`);
  },
  examples: [
    { title: 'pinned', given: withLock({ 'node_modules/a': good() }), expect: 'pass' },
    {
      title: 'the lockfile leaves the registry to the settings',
      given: withLock({
        'node_modules/a': { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` },
      }),
      expect: 'pass',
    },
    {
      title: 'no lockfile',
      given: { 'package.json': '{"dependencies":{"a":"^1.0.0"}}' },
      expect: 'fail',
      at: ['package.json'],
    },
    {
      title: 'a package without a digest',
      given: withLock({
        'node_modules/a': {
          version: '1.0.0',
          resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz',
        },
      }),
      expect: 'fail',
      at: ['package-lock.json'],
    },
    {
      title: 'plain http',
      given: withLock({
        'node_modules/a': { ...good(), resolved: 'http://registry.npmjs.org/a/-/a-1.0.0.tgz' },
      }),
      expect: 'fail',
    },
    {
      title: 'from a branch of git',
      given: withLock({
        'node_modules/a': { version: '1.0.0', resolved: 'git+ssh://git@github.com/x/a.git#main' },
      }),
      expect: 'fail',
    },
    {
      title: 'from a commit of git',
      given: withLock({
        'node_modules/a': {
          version: '1.0.0',
          resolved: `git+ssh://git@github.com/x/a.git#${'c0'.repeat(20)}`,
        },
      }),
      expect: 'pass',
    },
    {
      title: 'another package behind the name',
      given: withLock({
        'node_modules/a': {
          ...good(),
          resolved: 'https://registry.npmjs.org/evil/-/evil-1.0.0.tgz',
        },
      }),
      expect: 'fail',
    },
    {
      title: 'an alias says so itself',
      given: withLock({
        'node_modules/a': {
          ...good(),
          name: 'b',
          resolved: 'https://registry.npmjs.org/b/-/b-1.0.0.tgz',
        },
      }),
      expect: 'pass',
    },
    {
      title: 'behind package.json',
      given: {
        ...withLock({ 'node_modules/a': good() }),
        'package.json': '{"dependencies":{"a":"^1.0.0","b":"1"}}',
      },
      expect: 'fail',
    },
    {
      title: 'broken',
      given: { 'package.json': '{"dependencies":{"a":"1"}}', 'package-lock.json': '{' },
      expect: 'fail',
    },
    {
      title: 'pnpm',
      given: {
        'package.json': '{"dependencies":{"a":"1"}}',
        'pnpm-lock.yaml': 'lockfileVersion: 9',
      },
      expect: 'unknown',
    },
    { title: 'no dependencies', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

function askedFor({
  dependencies,
  devDependencies,
  optionalDependencies,
}: Manifest): Record<string, string> {
  return { ...devDependencies, ...dependencies, ...optionalDependencies };
}

function missing({ path, isPrivate }: Manifest): RuleFinding {
  return {
    place: { file: path },
    message: 'There are dependencies and no lockfile',
    identity: 'missing',
    // A library's users do not get its lockfile: there it protects the builds alone.
    severity: isPrivate ? 'high' : 'medium',
  };
}

function findingsIn(lockfile: Lockfile, asked: Readonly<Record<string, string>>): RuleFinding[] {
  const place = { file: lockfile.path };
  if (lockfile.problem !== undefined)
    return [{ place, message: `It cannot be read: ${lockfile.problem}`, identity: 'unreadable' }];
  const behind = Object.keys(asked).filter((name) => lockfile.rootAsksFor[name] !== asked[name]);
  const findings = lockfile.packages.flatMap((one) => problemWith(one, place));
  if (behind.length > 0) {
    const shown = behind.slice(0, 5).join(', ');
    findings.push({
      place,
      message: `It is behind package.json: ${shown}${behind.length > 5 ? ', …' : ''}`,
      identity: 'behind',
      severity: 'medium',
    });
  }
  return findings;
}

function problemWith(
  { place, name, version, resolved, integrity }: LockedPackage,
  at: { file: string },
): RuleFinding[] {
  const tell = (identity: string, message: string): RuleFinding[] => [
    { place: at, message: `${place}: ${message}`, identity: `${place} ${identity}` },
  ];
  if (resolved === undefined) {
    if (integrity !== undefined || version === undefined) return [];
    return tell('no digest', 'no digest and no address are pinned');
  }
  if (resolved.startsWith('http://')) return tell('http', 'it comes over plain http');
  if (/^git\b/.test(resolved)) {
    if (/#[0-9a-f]{40}$/.test(resolved)) return [];
    return tell('git', 'it comes from git and is pinned to no commit');
  }
  if (resolved.startsWith('file:')) return [];
  if (integrity === undefined) return tell('no digest', 'no digest is pinned');
  if (!/\bsha(512|384|256)-/.test(integrity))
    return tell('weak digest', 'its digest is SHA-1 alone');
  const inAddress =
    /^https:\/\/registry\.(?:npmjs\.org|yarnpkg\.com)\/((?:@[^/]+\/)?[^/]+)\/-\//.exec(
      resolved,
    )?.[1];
  const isOther = inAddress !== undefined && decodeURIComponent(inAddress) !== name;
  return isOther ? tell('other package', `its address leads to ${inAddress}`) : [];
}

function good(): Record<string, unknown> {
  return {
    version: '1.0.0',
    resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz',
    integrity: `sha512-${'A'.repeat(86)}==`,
  };
}

function withLock(packages: Readonly<Record<string, unknown>>): Record<string, string> {
  const root = { dependencies: { a: '^1.0.0' } };
  return {
    'package.json': JSON.stringify(root),
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: { '': root, ...packages },
    }),
  };
}
