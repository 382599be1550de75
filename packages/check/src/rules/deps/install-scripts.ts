import { settingIn } from '../../analysis/npmrc.ts';
import { scriptGuard } from '../../analysis/script-guards.ts';
import { mapOf } from '../../analysis/workflow.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { Lockfile } from '../../evidence/lockfiles/lockfile.ts';
import { scriptsOfOthers } from '../script-examples.ts';
import type { Edit, Patch } from '../patch.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  pass,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

const mostNamed = 6;

/** Packages run code at install only where somebody allowed it. */
export const rule: Rule = defineRule({
  id: 'deps/install-scripts',
  practice: 'C10',
  severity: 'medium',
  confidence: 'certain',
  cwe: 829,
  controls: ['asvs5:15.1.2', 'asvs5:15.2.4'],
  title: 'Install scripts of dependencies run only by an allow-list',
  why: 'An install script is the quickest way for a stolen package to read the keys of a developer or of the build.',
  fix: 'Write `ignore-scripts=true` to .npmrc and build what needs it by name (`npm rebuild NAME --ignore-scripts=false`), or keep the list `allowScripts` in package.json with `strict-allow-scripts=true` in .npmrc (npm 11.19 or newer). pnpm from 10, Yarn from 4.14 and Bun run only what is listed.',
  needs: ['manifest', 'lockfiles', 'settings'],
  run({ manifest, lockfiles, settings }) {
    if (manifest === null) return notApplicable('there is no package.json');
    if (lockfiles.length === 0)
      return unknown('a lockfile: without one the packages are not known');
    const broken = lockfiles.find(({ problem }) => problem !== undefined);
    const looks = lockfiles.map((lockfile) => ({
      lockfile,
      guard: scriptGuard(lockfile, { settings, manifest }),
    }));
    const facts = looks.flatMap(({ guard }) => (guard.isHeld ? [guard.fact] : []));
    if (facts.length === lockfiles.length) return pass([...new Set(facts)].join('; '));
    const left = looks.flatMap(({ lockfile, guard }) =>
      guard.isHeld ? [] : [{ lockfile, guard }],
    );
    const findings = left.flatMap(({ lockfile }) => scriptsIn(lockfile, manifest));
    if (findings.length > 0) return failBy(findings, '');
    if (broken !== undefined) return unknown(`${broken.path}: ${broken.problem}`);
    const silent = left.find(({ lockfile }) => !tellsScripts(lockfile));
    return silent
      ? unknown(
          `which packages have a script, as ${silent.lockfile.path} does not say; or ${silent.guard.remedy}`,
        )
      : pass('no dependency has an install script');
  },
  mend: {
    title:
      'List in package.json (`allowScripts`, `onlyBuiltDependencies` of pnpm) what has a script now, and let others be refused',
    offer({ place }, { manifest, lockfiles, settings }) {
      const found = lockfiles.find(({ path }) => path === place?.file);
      if (manifest !== null && found?.kind === 'pnpm') return listOfPnpm(manifest, found);
      if (manifest === null || lockfiles.some(({ kind }) => kind !== 'npm')) return undefined;
      const npmrc = settings.find(({ path }) => path === '.npmrc')?.text ?? '';
      if (['ignore-scripts', 'strict-allow-scripts'].some((name) => settingIn(npmrc, name)))
        return undefined;
      const given = mapOf(manifest.rest['allowScripts']);
      const allowed = allowedNow(lockfiles);
      if (allowed === undefined) return undefined;
      // npm would refuse to install what the list leaves out.
      // Who lists packages by their name alone has decided so.
      const names = Object.keys(given);
      const byName = names.length > 0 && names.every((key) => !/.@/.test(key));
      const missing = allowed
        .filter((key) => !isListed(key, names))
        .map((key) => (byName ? key.replace(/(?<=.)@.*$/, '') : key))
        .filter((key, index, all) => all.indexOf(key) === index);
      const list = Object.fromEntries(missing.map((key) => [key, true]));
      const file = manifest.path;
      const edits: Edit[] =
        manifest.rest['allowScripts'] === undefined
          ? [{ kind: 'json', file, at: ['allowScripts'], value: list }]
          : missing.map((key) => ({ kind: 'json', file, at: ['allowScripts', key], value: true }));
      return {
        title: 'Allow the install scripts that there are now, and refuse new ones',
        edits: [...edits, { kind: 'lines', file: '.npmrc', lines: ['strict-allow-scripts=true'] }],
        afterwards:
          'look at the list in package.json: each package on it may run code when it is installed',
      };
    },
  },
  examples: [
    {
      title: 'scripts are off',
      given: { ...withScript(true), '.npmrc': 'ignore-scripts=true\n' },
      expect: 'pass',
    },
    { title: 'no dependency has one', given: withScript(false), expect: 'pass' },
    {
      title: 'an allow-list of LavaMoat',
      given: {
        ...withScript(true),
        'package.json': '{"lavamoat":{"allowScripts":{"esbuild":false}}}',
      },
      expect: 'pass',
    },
    ...scriptsOfOthers,
    {
      title: 'a list of npm that is enforced',
      given: {
        ...withScript(true),
        'package.json': '{"allowScripts":{"esbuild@1.0.0":true}}',
        '.npmrc': 'strict-allow-scripts=true\n',
      },
      expect: 'pass',
    },
    {
      title: 'a list of npm that only warns',
      given: {
        ...withScript(true),
        'package.json': '{\n  "allowScripts": {\n    "esbuild@1.0.0": true\n  }\n}\n',
      },
      expect: 'fail',
      fixed: { '.npmrc': 'strict-allow-scripts=true\n' },
    },
    {
      title: 'a list of npm that only warns, and leaves a package out',
      given: {
        ...withScript(true),
        'package.json': '{"allowScripts": {"sharp": true, "esbuild@0.9.0 || 0.9.1": true}}',
      },
      expect: 'fail',
      fixed: {
        'package.json':
          '{"allowScripts": {"sharp": true, "esbuild@0.9.0 || 0.9.1": true, "esbuild@1.0.0": true}}',
        '.npmrc': 'strict-allow-scripts=true\n',
      },
    },
    {
      title: 'a list of npm that only warns, by names alone',
      given: { ...withScript(true), 'package.json': '{"allowScripts": {"sharp": true}}' },
      expect: 'fail',
      fixed: {
        'package.json': '{"allowScripts": {"sharp": true, "esbuild": true}}',
        '.npmrc': 'strict-allow-scripts=true\n',
      },
    },
    {
      title: 'a package with one',
      given: { ...withScript(true), 'package.json': '{\n\t"name": "a"\n}\n' },
      expect: 'fail',
      at: ['package-lock.json'],
      fixed: {
        'package.json':
          '{\n\t"name": "a",\n\t"allowScripts": {\n\t\t"esbuild@1.0.0": true\n\t}\n}\n',
        '.npmrc': 'strict-allow-scripts=true\n',
      },
    },
    {
      title: 'a package with one, in a lockfile without addresses: npm can prove no version',
      given: withScript(true, null),
      expect: 'fail',
      fixed: {
        'package.json': '{\n  "allowScripts": {\n    "esbuild": true\n  }\n}',
        '.npmrc': 'strict-allow-scripts=true\n',
      },
    },
    {
      title: 'a package with one, from git',
      given: withScript(true, `git+ssh://git@github.com/x/esbuild.git#${'c0'.repeat(20)}`),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'turned on again',
      given: { ...withScript(true), '.npmrc': '# ignore-scripts=true\nignore-scripts=false\n' },
      expect: 'fail',
      fixed: {},
    },
    { title: 'no lockfile', given: { 'package.json': '{}' }, expect: 'unknown' },
    { title: 'no manifest', expect: 'not-applicable' },
  ],
});

/** An empty lockfile leaves nothing open. */
function tellsScripts({ packages }: Lockfile): boolean {
  return packages.every(({ hasInstallScript }) => hasInstallScript !== undefined);
}

function scriptsIn({ path, kind, packages }: Lockfile, { rest }: Manifest): RuleFinding[] {
  const names = namesWithScript(packages);
  if (names.length === 0) return [];
  const shown = names.slice(0, mostNamed).join(', ');
  const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : '';
  const message = `${names.length} dependencies may run code at install: ${shown}${more}`;
  const told =
    kind === 'npm' && rest['allowScripts'] !== undefined
      ? `${message}; npm only warns of what allowScripts does not list, without strict-allow-scripts=true`
      : message;
  return [{ place: { file: path }, message: told, identity: names.join(' ') }];
}

function namesWithScript(packages: Lockfile['packages']): string[] {
  const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript === true);
  return [...new Set(scripted.map(({ name }) => name))].sort();
}

/** pnpm before 10 runs everything but what such a list leaves out. */
function listOfPnpm({ path: file, rest }: Manifest, { packages }: Lockfile): Patch | undefined {
  const own = mapOf(rest['pnpm']);
  // A list of what may not run, or leave for all, was somebody's choice.
  if (['neverBuiltDependencies', 'dangerouslyAllowAllBuilds'].some((key) => own[key] !== undefined))
    return undefined;
  const names = namesWithScript(packages);
  const key = 'onlyBuiltDependencies';
  return {
    title: 'Allow the install scripts that there are now, and no new ones',
    edits: [
      rest['pnpm'] === undefined
        ? { kind: 'json', file, at: ['pnpm'], value: { [key]: names } }
        : { kind: 'json', file, at: ['pnpm', key], value: names },
    ],
    afterwards:
      'look at the list in package.json: each package on it may run code when it is installed',
  };
}

/**
 * What has a script now, as npm matches it: name and version where the lockfile has the address that
 * proves the version, else the name. Undefined where a package comes from elsewhere than a registry.
 */
function allowedNow(lockfiles: readonly Lockfile[]): string[] | undefined {
  const scripted = lockfiles.flatMap(({ packages }) =>
    packages.filter(({ hasInstallScript }) => hasInstallScript),
  );
  const keys = new Set<string>();
  for (const { name, version, resolved } of scripted) {
    if (resolved === undefined) keys.add(name);
    else if (version !== undefined && resolved.endsWith(`-${version}.tgz`))
      keys.add(`${name}@${version}`);
    else return undefined;
  }
  return [...keys].sort();
}

/** Whether a list speaks of a package: by name, by this version, or by several. */
function isListed(key: string, list: readonly string[]): boolean {
  const at = key.lastIndexOf('@');
  const [name, version] = at > 0 ? [key.slice(0, at), key.slice(at + 1)] : [key, undefined];
  return list.some((one) => {
    if (one === name) return true;
    if (version === undefined || !one.startsWith(`${name}@`)) return false;
    const versions = one.slice(name.length + 1).split('||');
    return versions.some((listed) => listed.trim() === version);
  });
}

function withScript(
  hasInstallScript: boolean,
  address: string | null = 'https://registry.example.com/esbuild/-/esbuild-1.0.0.tgz',
): Record<string, string> {
  const resolved = address ?? undefined;
  const esbuild = { version: '1.0.0', resolved, hasInstallScript };
  const packages = { '': {}, 'node_modules/esbuild': esbuild };
  return {
    'package.json': '{}',
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }),
  };
}
