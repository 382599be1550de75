import type { SettingsFile } from '../../evidence/collectors/settings.ts';
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
  fix: 'Write `ignore-scripts=true` to .npmrc and build what needs it by name (`npm rebuild NAME --ignore-scripts=false`), or keep an allow-list in package.json.',
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
    return failBy([{ place, message, identity: names.join(' ') }], '');
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
      title: 'a package with one',
      given: withScript(true),
      expect: 'fail',
      at: ['package-lock.json'],
    },
    {
      title: 'turned on again',
      given: { ...withScript(true), '.npmrc': '# ignore-scripts=true\nignore-scripts=false\n' },
      expect: 'fail',
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
  return allowScripts === undefined ? undefined : 'package.json: allowScripts';
}

function withScript(hasInstallScript: boolean): Record<string, string> {
  const packages = { '': {}, 'node_modules/esbuild': { version: '1.0.0', hasInstallScript } };
  return {
    'package.json': '{}',
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }),
  };
}
