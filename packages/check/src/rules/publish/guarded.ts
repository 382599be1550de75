import { isPublishable, isPublishedApp } from '../../analysis/published-app.ts';
import { settingIn } from '../../analysis/npmrc.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import type { Edit, Patch } from '../patch.ts';
import { defineRule, failBy, notApplicable, pass, type Rule, type RuleFinding } from '../rule.ts';

const looksAtContents =
  /\bcastellan\s+(check|publish)\b|\b(publish-please|np|release-it|secretlint|gitleaks|betterleaks|trufflehog|publint)\b|\bnpm\s+pack\b.*--dry-run/;
const publishes =
  /\b(npm|pnpm|yarn|bun)\s+(?:-\S+\s+|run\s+)*(?:npm\s+)?publish\b|\bchangeset\s+publish\b|\bsemantic-release\b/;

/** Nothing is published by a bare `npm publish` from somebody's machine. */
export const rule: Rule = defineRule({
  id: 'publish/guarded',
  practice: 'C1',
  severity: 'medium',
  confidence: 'likely',
  controls: ['pci-dss4:6.5.1'],
  title: 'Publishing runs through a gate: a prepublishOnly script or a workflow',
  why: 'A publish by hand takes whatever lies in the folder: an .env, a half-done build, a debug key.',
  fix: 'Add the script `"prepublishOnly": "castellan check --only C1"`, or publish from a workflow with trusted publishing.',
  needs: ['packages', 'workflows', 'settings'],
  run({ packages, workflows, settings }) {
    const published = packages.filter(({ manifest }) => isPublishable(manifest));
    if (published.length === 0) return notApplicable('no package here can be published');
    const workflow = workflows.find(publishesIn);
    if (workflow) return pass(`${workflow.path} publishes`);
    const atRoot = packages.find(({ folder }) => folder === '')?.manifest.scripts ?? {};
    const isOff = runsNoScripts(settings);
    const findings = published.flatMap(({ manifest }): RuleFinding[] => {
      // Where a list says what goes in, what lies in the folder by chance stays out.
      if (manifest.files?.every(namesPart) === true) return [];
      const script = manifest.scripts['prepublishOnly'];
      const byItself = isOff ? [] : [script, atRoot['prepublishOnly']];
      const gates = [...byItself, atRoot['release'], atRoot['publish']];
      if (gates.some((one) => one !== undefined && looksAtContents.test(one))) return [];
      const message = isOff
        ? `Nothing looks at ${manifest.name} before npm publish: .npmrc turns scripts off, and no script called release looks at it`
        : script === undefined
          ? `Nothing looks at ${manifest.name} before npm publish: there is no prepublishOnly script and no workflow that publishes`
          : `prepublishOnly of ${manifest.name} does not look at what the package holds`;
      return [{ place: { file: manifest.path }, message, identity: 'no gate' }];
    });
    return failBy(findings, 'a script or a list says what is published');
  },
  mend: {
    title:
      'Look at what the package holds in `prepublishOnly`, or in a script `release` where npm runs none by itself',
    reads: ['dockerfiles'],
    offer({ place }, { packages, settings, workflows, dockerfiles = [] }) {
      const root = packages.find(({ folder }) => folder === '')?.manifest;
      const manifest = packages.find(({ manifest: { path } }) => path === place?.file)?.manifest;
      if (!root || !manifest) return undefined;
      const isApp = isPublishedApp(manifest, {
        isDeployed: dockerfiles.length > 0 || settings.some(({ path }) => path === 'Procfile'),
        hasNpmList: settings.some(({ path }) => path === '.npmignore'),
        workflows: workflows.map(({ text }) => text),
      });
      // Such a one is not to be published at all: publish/private mends that.
      if (isApp) return undefined;
      return runsNoScripts(settings) ? releaseScript(root) : gateScript(manifest);
    },
  },
  examples: [
    {
      title: 'a gate before each publish',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","scripts":{"prepublishOnly":"npm test && castellan check --only C1"}}',
      },
      expect: 'pass',
    },
    {
      title: 'published by a workflow',
      given: {
        'package.json': '{"name":"a","version":"1.0.0"}',
        '.github/workflows/release.yml':
          'on: push\njobs:\n  r:\n    steps:\n      - run: npm publish --provenance\n',
      },
      expect: 'pass',
    },
    {
      title: 'a workspace, gated by the script that releases all',
      given: {
        'package.json':
          '{"private":true,"workspaces":["packages/*"],"scripts":{"release":"castellan check --only C1 && npm publish -ws"}}',
        'packages/a/package.json': '{"name":"a","version":"1.0.0"}',
      },
      expect: 'pass',
    },
    {
      title: 'a workspace without a gate',
      given: {
        'package.json': '{"private":true,"workspaces":["packages/*"]}',
        'packages/a/package.json': '{"name":"a","version":"1.0.0"}',
      },
      expect: 'fail',
      at: ['packages/a/package.json'],
      fixed: {
        'packages/a/package.json':
          '{"name":"a","version":"1.0.0", "scripts": {"prepublishOnly":"npx castellan check --only C1"}}',
      },
    },
    {
      title: 'no gate, and a list of what goes in',
      given: { 'package.json': '{"name":"a","version":"1.0.0","files":["dist","*.d.ts"]}' },
      expect: 'pass',
    },
    {
      title: 'no gate, and a list that takes all',
      given: { 'package.json': '{"name":"a","version":"1.0.0","files":["**"]}' },
      expect: 'fail',
    },
    {
      title: 'no gate',
      given: { 'package.json': '{\n  "name": "a",\n  "version": "1.0.0"\n}\n' },
      expect: 'fail',
      at: ['package.json'],
      fixed: {
        'package.json':
          '{\n  "name": "a",\n  "version": "1.0.0",\n  "scripts": {\n    "prepublishOnly": "npx castellan check --only C1"\n  }\n}\n',
      },
    },
    {
      title: 'a gate that npm does not run',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","scripts":{"prepublishOnly":"castellan check --only C1"}}',
        '.npmrc': 'ignore-scripts=true\n',
      },
      expect: 'fail',
      fixed: {
        'package.json':
          '{"name":"a","version":"1.0.0","scripts":{"prepublishOnly":"castellan check --only C1", "release": "npx castellan check --only C1 && npm publish"}}',
      },
    },
    {
      title: 'workspaces, where npm runs no scripts by itself',
      given: {
        'package.json': '{"private":true,"workspaces":["packages/*"],"scripts":{}}',
        '.npmrc': 'ignore-scripts=true\n',
        'packages/a/package.json': '{"name":"a","version":"1.0.0"}',
        'packages/b/package.json': '{"name":"b","version":"1.0.0"}',
      },
      expect: 'fail',
      at: ['packages/a/package.json', 'packages/b/package.json'],
      fixed: {
        'package.json':
          '{"private":true,"workspaces":["packages/*"],"scripts":{"release": "npx castellan check --only C1 && npm publish --workspaces"}}',
      },
    },
    {
      title: 'a script that only builds, and a workflow that only tests',
      given: {
        'package.json': '{"name":"a","version":"1.0.0","scripts":{"prepublishOnly":"tsc"}}',
        '.github/workflows/ci.yml': 'on: push\njobs:\n  t:\n    steps:\n      - run: npm test\n',
      },
      expect: 'fail',
      fixed: {
        'package.json':
          '{"name":"a","version":"1.0.0","scripts":{"prepublishOnly":"tsc && npx castellan check --only C1"}}',
      },
    },
    {
      title: 'private',
      given: { 'package.json': '{"name":"a","version":"1.0.0","private":true}' },
      expect: 'not-applicable',
    },
    { title: 'no manifest', expect: 'not-applicable' },
    { title: 'no version', given: { 'package.json': '{"name":"a"}' }, expect: 'not-applicable' },
  ],
});

const gate = 'npx castellan check --only C1';

/** Last, so that it sees what the script built. */
function gateScript({ path: file, name = '', scripts }: Manifest): Patch {
  const before = scripts['prepublishOnly'];
  const value = before === undefined ? gate : `${before} && ${gate}`;
  const edit: Edit = { kind: 'json', file, at: ['scripts', 'prepublishOnly'], value };
  return { title: `Look at what ${name} holds before it is published`, edits: [edit] };
}

function releaseScript({ path: file, scripts, isPrivate }: Manifest): Patch | undefined {
  if (scripts['release'] !== undefined) return undefined;
  const value = `${gate} && npm publish${isPrivate ? ' --workspaces' : ''}`;
  return {
    title: 'Publish by a script that looks at the packages first',
    edits: [{ kind: 'json', file, at: ['scripts', 'release'], value }],
    afterwards: 'publish by npm run release from now on',
  };
}

/** An entry of `files` that names a part of the folder. */
function namesPart(entry: string): boolean {
  return !/^(\.?\/?)(\*\*?(\/\*+)?)?$/.test(entry) && !entry.startsWith('!');
}

function runsNoScripts(settings: readonly SettingsFile[]): boolean {
  const npmrc = settings.find(({ path }) => path === '.npmrc')?.text ?? '';
  return settingIn(npmrc, 'ignore-scripts')?.value === 'true';
}

function publishesIn({ text }: Workflow): boolean {
  const withoutComments = text.replace(/(^|\s)#.*$/gm, '');
  return (
    publishes.test(withoutComments) ||
    /uses:\s*(JS-DevTools\/npm-publish|changesets\/action|googleapis\/release-please-action|cycjimmy\/semantic-release-action)@/.test(
      withoutComments,
    )
  );
}
