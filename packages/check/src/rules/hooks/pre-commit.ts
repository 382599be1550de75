import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import { defineRule, failBy, pass, type Rule, unknown } from '../rule.ts';

/** Commands that look for secrets in what is about to be committed. */
const scanners =
  /\bcastellan\s+check\b|\b(secretlint|gitleaks|betterleaks|trufflehog|detect-secrets|git-secrets|ggshield|talisman|ripsecrets|kingfisher)\b/;

/** Where a team keeps a pre-commit hook that everybody gets, by path. */
const hookFiles =
  /^\.(husky|githooks|git-hooks|hooks)\/pre-commit$|^\.?lefthook(-local)?\.|^\.pre-commit-config\.yaml$|simple-git-hooks\.|^\.lintstagedrc|^lint-staged\.config/;

/** Secrets are looked for before each commit, on everybody's machine. */
export const rule: Rule = defineRule({
  id: 'hooks/pre-commit',
  practice: 'C1',
  severity: 'medium',
  confidence: 'certain',
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'A hook that comes with the repository looks for secrets before each commit',
  why: 'A key that was pushed is known: bots read new commits within minutes, and taking it out of the history does not take it back.',
  fix: 'Write .githooks/pre-commit with `npx castellan check --staged` and have it installed by the script `"prepare": "git config core.hooksPath .githooks"`.',
  needs: ['manifest', 'settings'],
  run({ manifest, settings }) {
    if (manifest === null && settings.length === 0)
      return unknown('there is no package.json: run check at the root of the repository');
    const hooks = hooksIn(manifest, settings);
    const scripts = manifest?.scripts ?? {};
    const scanning = hooks.find(({ text }) => scanners.test(expanded(text, scripts)));
    if (scanning) return installation(scanning, manifest);
    const message =
      hooks.length === 0
        ? 'The repository brings no pre-commit hook'
        : `${hooks.map(({ path }) => path).join(', ')} runs nothing that looks for secrets`;
    const [first] = hooks;
    const place = first && { place: { file: first.path } };
    return failBy([{ ...place, message, identity: 'no scanner' }], '');
  },
  examples: [
    {
      title: 'a husky hook, installed by prepare',
      given: {
        'package.json': '{"scripts":{"prepare":"husky"}}',
        '.husky/pre-commit': 'npx castellan check --staged\n',
      },
      expect: 'pass',
    },
    {
      title: 'a hook that runs a script of the package',
      given: {
        'package.json':
          '{"scripts":{"prepare":"git config core.hooksPath .githooks","secrets":"secretlint **/*"}}',
        '.githooks/pre-commit': '#!/bin/sh\nnpm run secrets\n',
      },
      expect: 'pass',
    },
    {
      title: 'lint-staged behind husky',
      given: {
        'package.json': '{"scripts":{"prepare":"husky"},"lint-staged":{"*":"secretlint"}}',
        '.husky/pre-commit': 'npx lint-staged\n',
      },
      expect: 'pass',
    },
    {
      title: 'pre-commit of Python',
      given: {
        'package.json': '{}',
        '.pre-commit-config.yaml': 'repos:\n- repo: https://github.com/gitleaks/gitleaks\n',
      },
      expect: 'pass',
    },
    { title: 'no hook', given: { 'package.json': '{}' }, expect: 'fail' },
    {
      title: 'a hook that only lints',
      given: {
        'package.json': '{"scripts":{"prepare":"husky"}}',
        '.husky/pre-commit': 'npm test\n# gitleaks would be nice\n',
      },
      expect: 'fail',
      at: ['.husky/pre-commit'],
    },
    {
      title: 'a hook that nobody gets',
      given: {
        'package.json': '{}',
        '.githooks/pre-commit': 'npx castellan check --staged\n',
      },
      expect: 'fail',
      at: ['.githooks/pre-commit'],
    },
    { title: 'nothing to look at', expect: 'unknown' },
  ],
});

interface Hook {
  readonly path: string;
  readonly text: string;
}

function hooksIn(manifest: Manifest | null, settings: readonly SettingsFile[]): Hook[] {
  const files = settings
    .filter(({ path }) => hookFiles.test(path))
    .map(({ path, text }) => ({ path, text: withoutComments(text) }));
  const keys = ['husky', 'lint-staged', 'simple-git-hooks', 'pre-commit', 'gitHooks'];
  const given = keys.flatMap((key) => {
    const value = manifest?.rest[key];
    return value === undefined ? [] : [JSON.stringify(value)];
  });
  if (given.length > 0) files.push({ path: 'package.json', text: given.join('\n') });
  return files;
}

/** The text with each `npm run x` followed by what the script does. */
function expanded(text: string, scripts: Readonly<Record<string, string>>): string {
  const called = [...text.matchAll(/\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:.-]+)/g)];
  return [text, ...called.map(([, name]) => scripts[name!] ?? '')].join('\n');
}

/** A hook file does nothing on a fresh clone unless something tells git to use it. */
function installation(hook: Hook, manifest: Manifest | null): ReturnType<typeof pass> {
  const isPlain = /^\.(githooks|git-hooks|hooks)\//.test(hook.path);
  const lifecycle = ['prepare', 'postinstall', 'install']
    .map((name) => manifest?.scripts[name] ?? '')
    .join('\n');
  if (!isPlain || /core\.hooksPath|castellan\s+hook/.test(lifecycle))
    return pass(`${hook.path} looks for secrets`);
  return failBy(
    [
      {
        place: { file: hook.path },
        message: 'The hook is there, and nothing tells git on a fresh clone to use it',
        identity: 'not installed',
      },
    ],
    '',
  );
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(#|\/\/).*$/gm, '');
}
