import { haveDependencies } from '../../analysis/web-app.ts';
import { codeHost } from '../../analysis/code-host.ts';
import { isForOthers } from '../../analysis/published-app.ts';
import type { EvidenceValues } from '../../evidence/registry.generated.ts';
import { defineRule, failBy, notApplicable, pass, type Rule, type RuleFinding } from '../rule.ts';

const schedule = { schedule: { interval: 'weekly' }, cooldown: { 'default-days': 7 } };
const renovate = `{
  "$schema": "https://docs.renovatebot.com/renovate-schema.json",
  "extends": ["config:recommended"],
  "minimumReleaseAge": "7 days"
}
`;

/** Updates come by themselves. */
export const rule: Rule = defineRule({
  id: 'deps/update-bot',
  practice: 'C10',
  severity: 'medium',
  confidence: 'likely',
  cwe: 1104,
  controls: ['asvs5:15.1.1', 'asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'A bot proposes updates of everything that is pinned',
  why: 'What nobody updates stays at the version with the hole, and each month makes the jump larger.',
  fix: 'Write .github/dependabot.yml with an entry each for `npm`, `github-actions` and `docker`, weekly, or set Renovate up.',
  needs: ['manifest', 'packages', 'settings', 'workflows', 'dockerfiles', 'lockfiles'],
  run({ manifest, packages, settings, workflows, dockerfiles, lockfiles }) {
    const hasPackages = haveDependencies(packages);
    if (!hasPackages && workflows.length === 0 && dockerfiles.length === 0)
      return notApplicable('nothing here is pinned: no dependencies, workflows or images');
    const renovate = settings.find(({ path }) => path.includes('renovate'));
    if (renovate || manifest?.rest['renovate'] !== undefined)
      return pass(`${renovate?.path ?? 'package.json'} sets Renovate up`);
    const dependabot = settings.find(({ path }) => path.startsWith('.github/dependabot.'));
    const isLoose = lockfiles.length === 0 && dockerfiles.length === 0;
    if (!dependabot && manifest && isForOthers(manifest) && isLoose && !workflows.some(pinsActions))
      return notApplicable(
        'the package pins nothing: it has no lockfile, and its workflows name actions by tag',
      );
    if (!dependabot)
      return failBy(
        [{ message: 'Neither Dependabot nor Renovate is set up', identity: 'none' }],
        '',
      );
    const watched = new Set(
      [...dependabot.text.matchAll(/^[^#\n]*package-ecosystem:\s*["']?([\w-]+)/gm)].map(
        ([, name]) => name!,
      ),
    );
    const wanted = wantedOf({ packages, workflows, dockerfiles });
    const open = wanted.filter(
      (name) => !watched.has(name) && !(name === 'npm' && watched.has('bun')),
    );
    const place = { file: dependabot.path };
    const findings = open.map((name): RuleFinding => ({
      place,
      message: `Dependabot does not watch ${name}`,
      identity: name,
      severity: name === 'npm' ? 'medium' : 'low',
      confidence: 'certain',
    }));
    return failBy(findings, `Dependabot watches ${wanted.join(', ')}`);
  },
  mend: {
    title: 'Write .github/dependabot.yml, add what it lacks, or set Renovate up on other hosts',
    reads: ['repoFiles', 'git'],
    offer({ place, identity }, { repoFiles, git, dockerfiles, ...rest }, { host }) {
      if (place) {
        const value = entryFor(identity, dockerfiles);
        const edit = { kind: 'yaml-item', file: place.file, at: ['updates'], value } as const;
        return { title: `Let Dependabot watch ${identity}`, edits: [edit] };
      }
      const paths = repoFiles?.files.map(({ path }) => path) ?? [];
      if (codeHost({ paths, remotes: git?.remotes ?? [], told: host }) !== 'github')
        return {
          title: 'Set Renovate up: it proposes updates that are a week old',
          edits: [{ kind: 'create', file: 'renovate.json', text: renovate }],
          afterwards:
            'let Renovate see the repository (its app, or a job of your own that runs it)',
        };
      const updates = wantedOf({ dockerfiles, ...rest }).map((name) => entryFor(name, dockerfiles));
      return {
        title: 'Let Dependabot propose updates that are a week old, once a week',
        edits: [{ kind: 'create', file: '.github/dependabot.yml', text: dependabotText(updates) }],
      };
    },
  },
  examples: [
    { title: 'Renovate', given: { ...app(), 'renovate.json': '{}' }, expect: 'pass' },
    {
      title: 'Dependabot for all that is there',
      given: {
        ...app(),
        '.github/dependabot.yml':
          'version: 2\nupdates:\n  - package-ecosystem: npm\n  - package-ecosystem: "docker"\n',
        Dockerfile: 'FROM node:24\n',
      },
      expect: 'pass',
    },
    {
      title: 'none',
      given: app(),
      expect: 'fail',
      fixed: { 'renovate.json': renovate },
    },
    {
      title: 'none, on GitHub',
      given: {
        ...app(),
        '.github/workflows/ci.yml': 'on: push\n',
        'images/web/Dockerfile': 'FROM node:24\n',
      },
      expect: 'fail',
      fixed: {
        '.github/dependabot.yml': `version: 2
updates:
  - package-ecosystem: npm
    directory: /
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
  - package-ecosystem: docker
    directory: /images/web
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
`,
      },
    },
    {
      title: 'not for the workflows',
      given: {
        ...app(),
        '.github/dependabot.yml':
          'updates:\n  - package-ecosystem: npm\n#  - package-ecosystem: github-actions\n',
        '.github/workflows/ci.yml': 'on: push\n',
      },
      expect: 'fail',
      at: ['.github/dependabot.yml'],
      fixed: {
        '.github/dependabot.yml': `updates:
  - package-ecosystem: npm
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
#  - package-ecosystem: github-actions
`,
      },
    },
    {
      title: 'none, and only workspaces ask for packages',
      given: {
        'package.json': '{"workspaces":["apps/*"]}',
        'apps/a/package.json': '{"dependencies":{"a":"1"}}',
      },
      told: { host: 'github' },
      expect: 'fail',
      fixed: {
        '.github/dependabot.yml':
          'version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule:\n      interval: weekly\n    cooldown:\n      default-days: 7\n',
      },
    },
    {
      title: 'none, in a library without a lockfile',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","exports":"./a.js","dependencies":{"b":"^1.0.0"}}',
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n',
      },
      expect: 'not-applicable',
    },
    {
      title: 'none, in a library that pins actions by commit',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","exports":"./a.js","dependencies":{"b":"^1.0.0"}}',
        '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    steps:\n      - uses: acme/b@${'c0ffee'.repeat(7).slice(0, 40)}\n`,
      },
      expect: 'fail',
    },
    { title: 'nothing to update', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

function pinsActions({ text }: EvidenceValues['workflows'][number]): boolean {
  return /^[^#\n]*\buses:\s*["']?[^@\s]+@[0-9a-f]{40}\b/m.test(text);
}

/** What is pinned here, as Dependabot names it. */
function wantedOf({
  packages,
  workflows,
  dockerfiles,
}: Pick<EvidenceValues, 'packages' | 'workflows' | 'dockerfiles'>): string[] {
  return [
    ...(haveDependencies(packages) ? ['npm'] : []),
    ...(workflows.length > 0 ? ['github-actions'] : []),
    ...(dockerfiles.length > 0 ? ['docker'] : []),
  ];
}

/** An entry of dependabot.yml; of images it must name each folder. */
function entryFor(ecosystem: string, dockerfiles: EvidenceValues['dockerfiles']): UpdateEntry {
  const folders = [
    ...new Set(
      dockerfiles.map(({ path }) => `/${path.slice(0, Math.max(0, path.lastIndexOf('/')))}`),
    ),
  ];
  const places =
    ecosystem !== 'docker'
      ? { directory: '/' }
      : folders.length === 1
        ? { directory: folders[0]! }
        : { directories: folders };
  return { 'package-ecosystem': ecosystem, ...places, ...schedule };
}

interface UpdateEntry {
  readonly [key: string]: string | readonly string[] | { readonly [key: string]: string | number };
}

function dependabotText(updates: readonly UpdateEntry[]): string {
  const entries = updates.map((entry) =>
    Object.entries(entry)
      .map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}:${yamlOf(value)}`)
      .join(''),
  );
  return `version: 2\nupdates:\n${entries.join('')}`;
}

/** Names, paths and numbers alone: none of them needs quotes. */
function yamlOf(value: UpdateEntry[string]): string {
  if (typeof value === 'string') return ` ${value}\n`;
  const rows = Array.isArray(value)
    ? value.map((one) => `- ${one}`)
    : Object.entries(value).map(([key, one]) => `${key}: ${one}`);
  return `\n${rows.map((row) => `      ${row}\n`).join('')}`;
}

function app(): Record<string, string> {
  return { 'package.json': '{"dependencies":{"a":"1"}}' };
}
