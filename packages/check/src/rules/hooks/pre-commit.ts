import { publicLibrary } from '../../analysis/library-package.ts';
import { type CommitHook, commitHooks, expandedScripts } from '../../analysis/commit-hooks.ts';
import { settingIn } from '../../analysis/npmrc.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Edit, Patch } from '../patch.ts';
import {
  defineRule,
  failBy,
  type Judgement,
  notApplicable,
  pass,
  type Rule,
  unknown,
} from '../rule.ts';

/** Commands that look for secrets in what is about to be committed. */
const scanners =
  /\bcastellan\s+check\b|\b(secretlint|gitleaks|betterleaks|trufflehog|detect-secrets|git-secrets|ggshield|talisman|ripsecrets|kingfisher)\b/;

const staged = 'npx castellan check --staged';
// An image that installs the packages has no git: that must not end the install.
const install = 'git config core.hooksPath .githooks || echo hooks are off';
const hookText = `#!/bin/sh\n${staged}\n`;
const atInstall = ['prepare', 'postinstall', 'install'];

/** Secrets are looked for before each commit, on everybody's machine. */
export const rule: Rule = defineRule({
  id: 'hooks/pre-commit',
  practice: 'C1',
  severity: 'medium',
  confidence: 'certain',
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'A hook that comes with the repository looks for secrets before each commit',
  why: 'A key that was pushed is known: bots read new commits within minutes, and taking it out of the history does not take it back.',
  fix: 'Write .githooks/pre-commit with `npx castellan check --staged` and have it installed by the script `"prepare": "git config core.hooksPath .githooks || echo hooks are off"`.',
  needs: ['manifest', 'settings', 'dockerfiles'],
  run({ manifest, settings, dockerfiles }) {
    if (manifest === null && settings.length === 0)
      return unknown('there is no package.json: run check at the root of the repository');
    const hooks = commitHooks(manifest, settings);
    const scripts = manifest?.scripts ?? {};
    const scanning = hooks.find(({ text }) => scanners.test(expandedScripts(text, scripts)));
    if (scanning) return installation(scanning, manifest, settings);
    // Nothing is deployed from there, so nobody keeps a key in the folder.
    if (
      hooks.length === 0 &&
      manifest &&
      publicLibrary(manifest, { isDeployed: dockerfiles.length > 0 })
    )
      return notApplicable(
        'a library without a deployment, and GitHub refuses tokens that are pushed to public repositories',
      );
    const message =
      hooks.length === 0
        ? 'The repository brings no pre-commit hook'
        : `${hooks.map(({ path }) => path).join(', ')} runs nothing that looks for secrets`;
    const [first] = hooks;
    const place = first && { place: { file: first.path } };
    return failBy([{ ...place, message, identity: 'no scanner' }], '');
  },
  mend: {
    title:
      'Write .githooks/pre-commit with the script that installs it, or add the line to the hook that is there',
    offer({ place, identity }, { manifest, settings }) {
      if (manifest === null) return undefined;
      const installing = installedBy(manifest, settings);
      if (identity === 'not installed')
        return installing && { title: 'Let npm tell git of the hooks', ...installing };
      if (!place) {
        const file = '.githooks/pre-commit';
        if (!installing) return undefined;
        const create: Edit = { kind: 'create', file, text: hookText, isExecutable: true };
        const edits = [create, ...installing.edits];
        return { ...installing, title: 'Look for secrets before each commit', edits };
      }
      const edit = lineIn(place.file, settings, manifest);
      return edit && { title: `Look for secrets in ${place.file} too`, edits: [edit] };
    },
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
    {
      title: 'no hook',
      given: { 'package.json': '{\n  "name": "a",\n  "scripts": {}\n}\n' },
      expect: 'fail',
      fixed: {
        '.githooks/pre-commit': hookText,
        'package.json':
          '{\n  "name": "a",\n  "scripts": {\n    "prepare": "git config core.hooksPath .githooks || echo hooks are off"\n  }\n}\n',
      },
    },
    {
      title: 'no hook, and a script for installs already',
      given: { 'package.json': '{"scripts": {"prepare": "npm run build", "build": "tsc"}}' },
      expect: 'fail',
      fixed: {
        '.githooks/pre-commit': hookText,
        'package.json':
          '{"scripts": {"prepare": "npm run build && (git config core.hooksPath .githooks || echo hooks are off)", "build": "tsc"}}',
      },
    },
    {
      title: 'no hook, and npm runs no script at install: people run one by name',
      given: {
        'package.json': '{"scripts": {"test": "node --test"}}',
        '.npmrc': 'ignore-scripts=true\n',
      },
      expect: 'fail',
      fixed: {
        '.githooks/pre-commit': hookText,
        'package.json':
          '{"scripts": {"test": "node --test", "hooks": "git config core.hooksPath .githooks || echo hooks are off"}}',
      },
    },
    {
      title: 'a hook that waits for a script that npm does not run',
      given: {
        'package.json': '{"scripts":{"prepare":"git config core.hooksPath .githooks"}}',
        '.githooks/pre-commit': 'npx castellan check --staged\n',
        '.npmrc': 'ignore-scripts=true\n',
      },
      expect: 'fail',
      at: ['.githooks/pre-commit'],
    },
    {
      title: 'a hook that only lints',
      given: {
        'package.json': '{"scripts":{"prepare":"husky"}}',
        '.husky/pre-commit': 'npm test\n# gitleaks would be nice\n',
      },
      expect: 'fail',
      at: ['.husky/pre-commit'],
      fixed: {
        '.husky/pre-commit': 'npm test\n# gitleaks would be nice\nnpx castellan check --staged\n',
      },
    },
    {
      title: 'lefthook that only lints',
      given: {
        'package.json': '{"scripts":{"prepare":"lefthook install"}}',
        'lefthook.yml': 'pre-commit:\n  commands:\n    lint:\n      run: eslint . # all\n',
      },
      expect: 'fail',
      fixed: {
        'lefthook.yml':
          'pre-commit:\n  commands:\n    lint:\n      run: eslint . # all\n    castellan:\n      run: npx castellan check --staged\n',
      },
    },
    {
      title: 'a hook in package.json that only lints',
      given: {
        'package.json': '{"simple-git-hooks": {"pre-commit": "eslint ."}}',
      },
      expect: 'fail',
      at: ['package.json'],
      fixed: {
        'package.json':
          '{"simple-git-hooks": {"pre-commit": "eslint . && npx castellan check --staged"}}',
      },
    },
    {
      title: 'a hook that nobody gets',
      given: {
        'package.json': '{}',
        '.githooks/pre-commit': 'npx castellan check --staged\n',
      },
      expect: 'fail',
      at: ['.githooks/pre-commit'],
      fixed: {
        'package.json':
          '{\n  "scripts": {\n    "prepare": "git config core.hooksPath .githooks || echo hooks are off"\n  }\n}',
      },
    },
    {
      title: 'a public library, which deploys nothing',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","license":"MIT","exports":"./a.js","repository":"acme/a"}',
      },
      expect: 'not-applicable',
    },
    {
      title: 'a public package with an image of its own',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","license":"MIT","exports":"./a.js","repository":"acme/a"}',
        Dockerfile: 'FROM node:24\nCMD ["node", "a.js"]\n',
      },
      expect: 'fail',
    },
    { title: 'nothing to look at', expect: 'unknown' },
  ],
});

/** A hook file does nothing on a fresh clone unless something tells git to use it. */
function installation(
  hook: CommitHook,
  manifest: Manifest | null,
  settings: readonly SettingsFile[],
): Judgement {
  const isPlain = /^\.(githooks|git-hooks|hooks)\//.test(hook.path);
  const scripts = manifest?.scripts ?? {};
  // Where npm runs none by itself, a script that people run by name must do.
  const names = runsNoScripts(settings)
    ? Object.keys(scripts).filter((name) => !atInstall.includes(name))
    : atInstall;
  if (!isPlain || names.some((name) => /core\.hooksPath/.test(scripts[name] ?? '')))
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

function runsNoScripts(settings: readonly SettingsFile[]): boolean {
  const npmrc = settings.find(({ path }) => path === '.npmrc')?.text ?? '';
  return settingIn(npmrc, 'ignore-scripts')?.value === 'true';
}

/** The script by which git learns of the hooks. */
function installedBy(
  { path: file, scripts }: Manifest,
  settings: readonly SettingsFile[],
): Pick<Patch, 'edits' | 'afterwards'> | undefined {
  const isByName = runsNoScripts(settings);
  const name = isByName ? 'hooks' : 'prepare';
  const before = scripts[name];
  // A script of this name that does something else is not ours to change.
  if (isByName && before !== undefined) return undefined;
  const value = before === undefined ? install : `${before} && (${install})`;
  return {
    edits: [{ kind: 'json', file, at: ['scripts', name], value }],
    afterwards: `run npm run ${name} once here, so that git uses the hooks`,
  };
}

/** The edit by which a hook that is there looks for secrets too. */
function lineIn(
  file: string,
  settings: readonly SettingsFile[],
  manifest: Manifest,
): Edit | undefined {
  if (/^\.(husky|githooks|git-hooks|hooks)\/pre-commit$/.test(file)) {
    const text = settings.find(({ path }) => path === file)?.text ?? '';
    // What follows an end of the script is never reached.
    return /^\s*(exit|exec)\b/m.test(text) ? undefined : { kind: 'lines', file, lines: [staged] };
  }
  if (/^\.?lefthook\.ya?ml$/.test(file))
    return {
      kind: 'yaml',
      file,
      at: ['pre-commit', 'commands', 'castellan'],
      value: { run: staged },
    };
  const given = manifest.rest['simple-git-hooks'] as { 'pre-commit'?: unknown } | undefined;
  const before = given?.['pre-commit'];
  if (file !== manifest.path || typeof before !== 'string') return undefined;
  const at = ['simple-git-hooks', 'pre-commit'];
  return { kind: 'json', file, at, value: `${before} && ${staged}` };
}
