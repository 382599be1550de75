import { settingIn } from '../../analysis/npmrc.ts';
import { mapOf } from '../../analysis/workflow.ts';
import type { Lockfile } from '../../evidence/collectors/lockfiles.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Edit } from '../patch.ts';
import { defineRule, failBy, notApplicable, pass, type Rule, unknown } from '../rule.ts';

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
  fix: 'Write `ignore-scripts=true` to .npmrc and build what needs it by name (`npm rebuild NAME --ignore-scripts=false`), or keep the list `allowScripts` in package.json with `strict-allow-scripts=true` in .npmrc (npm 11.19 or newer).',
  needs: ['manifest', 'lockfiles', 'settings'],
  run({ manifest, lockfiles, settings }) {
    if (manifest === null) return notApplicable('there is no package.json');
    if (lockfiles.length === 0)
      return unknown('a lockfile: without one the packages are not known');
    const setting = settingThatHolds(settings, manifest.rest);
    if (setting !== undefined) return pass(setting);
    const kinds = new Set(lockfiles.map(({ kind }) => kind));
    if (kinds.has('pnpm') && !kinds.has('npm'))
      return pass('pnpm runs scripts only of packages that are listed (from version 10 on)');
    if (!kinds.has('npm') || lockfiles.every(({ problem }) => problem !== undefined))
      return unknown(`a reader for ${lockfiles.map(({ path }) => path).join(', ')}`);
    const scripted = lockfiles.flatMap(({ packages }) =>
      packages.filter(({ hasInstallScript }) => hasInstallScript),
    );
    const names = [...new Set(scripted.map(({ name }) => name))].sort();
    if (names.length === 0) return pass('no dependency has an install script');
    const shown = names.slice(0, mostNamed).join(', ');
    const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : '';
    const message = `${names.length} dependencies may run code at install: ${shown}${more}`;
    const place = { file: lockfiles.find(({ kind }) => kind === 'npm')!.path };
    const isListed = manifest.rest['allowScripts'] !== undefined;
    const told = isListed
      ? `${message}; npm only warns of what allowScripts does not list, without strict-allow-scripts=true`
      : message;
    return failBy([{ place, message: told, identity: names.join(' ') }], '');
  },
  mend: {
    title:
      'List in package.json (`allowScripts`) the versions that have a script now, and let npm refuse others',
    offer(_, { manifest, lockfiles, settings }) {
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
    { title: 'pnpm', given: { 'package.json': '{}', 'pnpm-lock.yaml': '' }, expect: 'pass' },
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

function settingThatHolds(
  settings: readonly SettingsFile[],
  manifest: Readonly<Record<string, unknown>>,
): string | undefined {
  const text = (path: string): string => settings.find((file) => file.path === path)?.text ?? '';
  if (/^\s*ignore-scripts\s*=\s*true\s*$/m.test(text('.npmrc')))
    return '.npmrc: ignore-scripts=true';
  if (/^\s*enableScripts:\s*false/m.test(text('.yarnrc.yml')))
    return '.yarnrc.yml: enableScripts: false';
  const { lavamoat, pnpm, allowScripts } = manifest as {
    lavamoat?: { allowScripts?: unknown };
    pnpm?: { onlyBuiltDependencies?: unknown };
    allowScripts?: unknown;
  };
  if (lavamoat?.allowScripts !== undefined) return 'package.json: lavamoat.allowScripts';
  if (pnpm?.onlyBuiltDependencies !== undefined) return 'package.json: pnpm.onlyBuiltDependencies';
  // npm 11.19 itself says of the list alone: "advisory".
  const isStrict = settingIn(text('.npmrc'), 'strict-allow-scripts')?.value === 'true';
  return allowScripts !== undefined && isStrict
    ? 'package.json: allowScripts, enforced by .npmrc'
    : undefined;
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
