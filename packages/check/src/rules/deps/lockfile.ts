import {
  offRegistry,
  otherPackage,
  plainWithTls,
  type Problem,
  problems,
  problemWith,
} from '../../analysis/locked-package.ts';
import { isForOthers } from '../../analysis/published-app.ts';
import { haveDependencies } from '../../analysis/web-app.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Lockfile } from '../../evidence/lockfiles/lockfile.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { Edit } from '../patch.ts';
import { ofBun } from '../lockfile-of-bun.ts';
import { commit, digest, good, twoPackages, withLock } from '../lockfile-of-npm.ts';
import { ofPnpm } from '../lockfile-of-pnpm.ts';
import { ofYarn } from '../lockfile-of-yarn.ts';
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
  fix: 'Let the package manager write the lockfile anew (`npm install --package-lock-only`, `pnpm install --lockfile-only`, `yarn install`, `bun install --lockfile-only`), look at the difference, commit it, and install with `npm ci`, or with `--frozen-lockfile` (`--immutable` of Yarn 2 and newer).',
  needs: ['manifest', 'packages', 'lockfiles', 'settings'],
  run({ manifest, packages, lockfiles, settings }) {
    if (manifest === null) return notApplicable('there is no package.json');
    if (!haveDependencies(packages)) return notApplicable('the package has no dependencies');
    if (lockfiles.length === 0) {
      if (isTurnedOff(settings) && isForOthers(manifest))
        return notApplicable('a package for others, without a lockfile on purpose: .npmrc');
      return failBy([missing(manifest, settings)], '');
    }
    const findings = lockfiles.flatMap((lockfile) => findingsIn(lockfile, registriesIn(settings)));
    const broken = lockfiles.find(({ problem }) => problem !== undefined);
    if (findings.length === 0 && broken !== undefined)
      return unknown(`${broken.path}: ${broken.problem}`);
    const all = lockfiles.flatMap(({ packages: locked }) => locked);
    const left = all.filter(({ integrity, isForSomeSystems }) => isForSomeSystems && !integrity);
    const rest = left.length === 0 ? '' : `; of ${left.length} for certain systems Yarn keeps none`;
    return failBy(findings, `${all.length - left.length} packages are pinned by digest${rest}`);
  },
  mend: {
    title: 'Write https where the lockfile or .npmrc asks the same registry by https already',
    offer({ place, identity }, { lockfiles, settings }) {
      const lockfile = lockfiles.find(({ path }) => path === place?.file);
      if (!lockfile || !identity.startsWith(`${problems.http.what}:`)) return undefined;
      const npmrc = settings.find(({ path }) => path === '.npmrc')?.text ?? '';
      const plain = plainWithTls(lockfile.packages, npmrc.split(/[\s=]+/));
      const edits = plain.flatMap((one) => withTls(lockfile, one));
      if (plain.length === 0 || edits.length < plain.length) return undefined;
      return {
        title: `Fetch ${plain.length === 1 ? '1 package' : `${plain.length} packages`} of ${lockfile.path} over https`,
        edits,
      };
    },
  },
  examples: [
    { title: 'pinned', given: withLock({ 'node_modules/a': good() }), expect: 'pass' },
    {
      title: 'the lockfile leaves the registry to the settings',
      given: withLock({
        'node_modules/a': { version: '1.0.0', integrity: digest },
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
          resolved: `git+ssh://git@github.com/x/a.git#${commit}`,
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
      expect: 'unknown',
    },
    ...ofPnpm,
    ...ofYarn,
    ...ofBun,
    { title: 'no dependencies', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

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

/** Files in which people name registries. */
const registryFiles = /^(\.npmrc|\.yarnrc|\.yarnrc\.yml|bunfig\.toml|pnpm-workspace\.yaml)$/;

function registriesIn(settings: readonly SettingsFile[]): string {
  const files = settings.filter(({ path }) => registryFiles.test(path));
  return files.map(({ text }) => text).join('\n');
}

function findingsIn(lockfile: Lockfile, registries: string): RuleFinding[] {
  const { path, packages, behind } = lockfile;
  const place = { file: path };
  const findings = groups(packages, registries, place);
  if (behind.length > 0) {
    const shown = behind.slice(0, mostNamed).join(', ');
    findings.push({
      place,
      message: `It is behind package.json: ${shown}${behind.length > mostNamed ? ', …' : ''}`,
      identity: 'behind',
      severity: 'medium',
    });
  }
  return findings;
}

const mostNamed = 5;

/** One finding for each kind of problem, with the packages that have it. */
function groups(
  packages: Lockfile['packages'],
  registries: string,
  place: { file: string },
): RuleFinding[] {
  const byProblem = new Map<Problem, string[]>();
  const add = (problem: Problem, name: string): void => {
    const before = byProblem.get(problem);
    if (before) before.push(name);
    else byProblem.set(problem, [name]);
  };
  for (const one of packages) {
    const problem = problemWith(one);
    if (problem) add(problem, one.place);
  }
  for (const one of offRegistry(packages, registries)) add(problems.elsewhere, one.place);
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

/** None where the address stands elsewhere too, or in another spelling. */
function withTls(
  { kind, path: file, plainLines }: Lockfile,
  { place, resolved = '', isAskedByAddress }: Lockfile['packages'][number],
): Edit[] {
  const to = resolved.replace('http:', 'https:');
  if (isAskedByAddress) return [];
  if (kind === 'npm')
    return [{ kind: 'json', file, at: ['packages', place, 'resolved'], value: to }];
  const [found, more] = plainLines.filter(({ address }) => address === resolved);
  if (found === undefined || more !== undefined) return [];
  const { line, text: was } = found;
  return [{ kind: 'text', file, line, column: 1, was, to: was.replace(resolved, to) }];
}
