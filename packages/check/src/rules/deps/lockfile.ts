import {
  otherPackage,
  plainWithTls,
  type Problem,
  problems,
  problemWith,
} from '../../analysis/locked-package.ts';
import { isForOthers } from '../../analysis/published-app.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Lockfile } from '../../evidence/collectors/lockfiles.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { Edit } from '../patch.ts';
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
  needs: ['manifest', 'lockfiles', 'settings'],
  run({ manifest, lockfiles, settings }) {
    if (manifest === null) return notApplicable('there is no package.json');
    const asked = askedFor(manifest);
    if (Object.keys(asked).length === 0) return notApplicable('the package has no dependencies');
    if (lockfiles.length === 0) {
      if (isTurnedOff(settings) && isForOthers(manifest))
        return notApplicable('a package for others, without a lockfile on purpose: .npmrc');
      return failBy([missing(manifest, settings)], '');
    }
    const read = lockfiles.filter(({ kind }) => kind === 'npm');
    if (read.length === 0)
      return unknown(
        `a reader for ${lockfiles.map(({ path }) => path).join(', ')}: only npm's lockfiles are read yet`,
      );
    const findings = read.flatMap((lockfile) => findingsIn(lockfile, asked));
    const count = read.reduce((sum, { packages }) => sum + packages.length, 0);
    return failBy(findings, `${count} packages are pinned by digest`);
  },
  mend: {
    title: 'Write https where the lockfile or .npmrc asks the same registry by https already',
    offer({ place, identity }, { lockfiles, settings }) {
      const lockfile = lockfiles.find(({ path }) => path === place?.file);
      if (!lockfile || !identity.startsWith(`${problems.http.what}:`)) return undefined;
      const npmrc = settings.find(({ path }) => path === '.npmrc')?.text ?? '';
      const plain = plainWithTls(lockfile.packages, npmrc.split(/[\s=]+/));
      if (plain.length === 0) return undefined;
      return {
        title: `Fetch ${plain.length === 1 ? '1 package' : `${plain.length} packages`} of ${lockfile.path} over https`,
        edits: plain.map(({ place: at, resolved = '' }): Edit => ({
          kind: 'json',
          file: lockfile.path,
          at: ['packages', at, 'resolved'],
          value: resolved.replace('http:', 'https:'),
        })),
      };
    },
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
      title: 'an app that turned lockfiles off',
      given: { 'package.json': '{"dependencies":{"a":"1"}}', '.npmrc': 'package-lock=false\n' },
      expect: 'fail',
      at: ['.npmrc'],
    },
    {
      title: 'a library that turned lockfiles off: its users never see one',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","exports":"./a.js","dependencies":{"b":"1"}}',
        '.npmrc': 'package-lock=false\n',
      },
      expect: 'not-applicable',
    },
    {
      title: 'a package without a digest',
      given: withLock({
        'node_modules/a': {
          version: '1.0.0',
          resolved: 'https://registry.example.com/a/-/a-1.0.0.tgz',
        },
      }),
      expect: 'fail',
      at: ['package-lock.json'],
    },
    {
      title: 'plain http',
      given: withLock({
        'node_modules/a': { ...good(), resolved: 'http://registry.example.com/a/-/a-1.0.0.tgz' },
      }),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'plain http, and https for another package of the same registry',
      given: twoPackages('http'),
      expect: 'fail',
      fixed: { 'package-lock.json': twoPackages('https')['package-lock.json']! },
    },
    {
      title: 'plain http, and https in the settings',
      given: {
        ...withLock({
          'node_modules/a': { ...good(), resolved: 'http://npm.example.com/a/-/a-1.0.0.tgz' },
        }),
        '.npmrc': 'registry=https://npm.example.com/\n',
      },
      expect: 'fail',
      fixed: {
        'package-lock.json': withLock({
          'node_modules/a': { ...good(), resolved: 'https://npm.example.com/a/-/a-1.0.0.tgz' },
        })['package-lock.json']!,
      },
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
          resolved: 'https://registry.example.com/evil/-/evil-1.0.0.tgz',
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
          resolved: 'https://registry.example.com/b/-/b-1.0.0.tgz',
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

function isTurnedOff(settings: readonly SettingsFile[]): boolean {
  const npmrc = settings.find((file) => file.path === '.npmrc')?.text ?? '';
  return /^\s*package-lock\s*=\s*false/m.test(npmrc);
}

function missing({ path, isPrivate }: Manifest, settings: readonly SettingsFile[]): RuleFinding {
  const isChosen = isTurnedOff(settings);
  return {
    place: { file: isChosen ? '.npmrc' : path },
    message: isChosen
      ? 'There is no lockfile, since .npmrc turns it off'
      : 'There are dependencies and no lockfile',
    identity: 'missing',
    // A library's users do not get its lockfile: there it protects the builds alone.
    severity: isPrivate ? 'high' : isChosen ? 'low' : 'medium',
  };
}

function findingsIn(lockfile: Lockfile, asked: Readonly<Record<string, string>>): RuleFinding[] {
  const place = { file: lockfile.path };
  if (lockfile.problem !== undefined)
    return [{ place, message: `It cannot be read: ${lockfile.problem}`, identity: 'unreadable' }];
  const behind = Object.keys(asked).filter((name) => lockfile.rootAsksFor[name] !== asked[name]);
  const findings = groups(lockfile, place);
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

const mostNamed = 5;

/** One finding for each kind of problem, with the packages that have it. */
function groups({ packages }: Lockfile, place: { file: string }): RuleFinding[] {
  const byProblem = new Map<Problem, string[]>();
  for (const one of packages) {
    const problem = problemWith(one);
    if (problem) byProblem.set(problem, [...(byProblem.get(problem) ?? []), one.place]);
  }
  const grouped = [...byProblem].map(([{ what, severity }, places]): RuleFinding => {
    const names = places.slice(0, mostNamed).map((name) => name.replace('node_modules/', ''));
    const rest = places.length > mostNamed ? `, and ${places.length - mostNamed} more` : '';
    const message = `${places.length} ${places.length === 1 ? 'package' : 'packages'} ${what}: ${names.join(', ')}${rest}`;
    return { place, message, identity: `${what}: ${places.join(' ')}`, severity };
  });
  const elsewhere = packages.flatMap((one) => {
    const other = otherPackage(one);
    if (other === undefined) return [];
    const message = `The address of ${one.place} leads to another package, ${other}`;
    return [{ place, message, identity: `${one.place} ${other}` }];
  });
  return [...elsewhere, ...grouped];
}

function good(): Record<string, unknown> {
  return {
    version: '1.0.0',
    resolved: 'https://registry.example.com/a/-/a-1.0.0.tgz',
    integrity: `sha512-${'A'.repeat(86)}==`,
  };
}

/** The second one by https. */
function twoPackages(scheme: string): Record<string, string> {
  return withLock({
    'node_modules/a': { ...good(), resolved: `${scheme}://npm.example.com/a/-/a-1.0.0.tgz` },
    'node_modules/a/node_modules/b': {
      ...good(),
      resolved: 'https://npm.example.com/b/-/b-1.0.0.tgz',
    },
  });
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
