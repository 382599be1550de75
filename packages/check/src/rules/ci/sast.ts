import { codeHost } from '../../analysis/code-host.ts';
import { publicLibrary } from '../../analysis/library-package.ts';
import type { GitFacts } from '../../evidence/collectors/git.ts';
import type { Lockfile } from '../../evidence/lockfiles/lockfile.ts';
import type { Data, Edit, Patch } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, unknown } from '../rule.ts';

const linters =
  /\bcastellan(?:\.js)?\s+check\b|github\/codeql-action|\bsemgrep\b|\bsonar(qube|cloud|source)?\b|\bsnyk\b|\bnjsscan\b|\bcheckmarx\b|\bveracode\b|\bbearer\b|Security\/SAST|\bdevskim\b/i;
const linterPackages = /^eslint-plugin-(security|no-unsanitized|sonarjs|no-secrets)$/;
const otherHosts =
  /^(\.ci\/[^/]+|\.gitlab-ci\.yml|\.travis\.yml|Jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml|\.circleci\/config\.ya?ml)$/;

const gitlab = '.gitlab-ci.yml';
/** Its name says the form. */
const artifact = 'gl-sast-report.json';

/** What is changed is looked at by a linter for security before it is merged. */
export const rule: Rule = defineRule({
  id: 'ci/sast',
  practice: 'C8',
  severity: 'low',
  // A host may run one by its own settings, which no file shows.
  confidence: 'possible',
  controls: ['pci-dss4:6.2.3'],
  isAttestable: true,
  title: 'CI runs a linter for security',
  why: 'What only runs on the machine of who remembers it does not run.',
  fix: 'Run `npx castellan check` (or CodeQL, Semgrep, eslint-plugin-security) in a workflow on each pull request.',
  needs: ['manifest', 'workflows', 'settings', 'dockerfiles'],
  run({ manifest, workflows, settings, dockerfiles }) {
    if (manifest === null) return notApplicable('there is no package.json');
    const others = settings.filter(({ path }) => otherHosts.test(path));
    const pipelines = [...workflows, ...others];
    const withLinter = pipelines.find(({ text }) => linters.test(withoutComments(text)));
    if (withLinter) return failBy([], `${withLinter.path} runs one`);
    const plugin = Object.keys(manifest.devDependencies).find((name) => linterPackages.test(name));
    const lints = pipelines.find(({ text }) => /\blint\b|\beslint\b/.test(withoutComments(text)));
    if (plugin !== undefined && lints) return failBy([], `${lints.path} lints, with ${plugin}`);
    const library = publicLibrary(manifest, { isDeployed: dockerfiles.length > 0 });
    if (library && workflows.length > 0)
      return unknown(
        `whether GitHub scans ${library.owner}/${library.name} by its settings (CodeQL, default setup), which no file shows`,
      );
    const message =
      pipelines.length === 0
        ? 'No file says that anything runs in CI'
        : `${pipelines[0]!.path} runs no linter for security`;
    return failBy([{ message, identity: 'no linter' }], '');
  },
  mend: {
    title: 'Write a workflow that runs `castellan check` on each pull request',
    reads: ['repoFiles', 'git', 'lockfiles'],
    offer(_, { repoFiles, git, lockfiles = [], workflows, settings }, told) {
      const paths = repoFiles?.files.map(({ path }) => path) ?? [];
      const host = codeHost({ paths, remotes: git?.remotes ?? [], told: told.host });
      if (host === undefined) {
        // Another host's pipeline is written in its own language.
        const isElsewhere = settings.some(({ path }) => otherHosts.test(path));
        return isElsewhere
          ? undefined
          : { asks: 'where the code is kept: --host github or gitlab' };
      }
      if (host === 'github') return forGithub(git, lockfiles, workflows);
      return forGitlab(
        lockfiles,
        settings.some(({ path }) => path === gitlab),
      );
    },
  },
  examples: [
    {
      title: 'castellan in a workflow',
      given: { 'package.json': '{}', ...workflow('npx castellan check') },
      expect: 'pass',
    },
    {
      title: 'castellan in a script that any host runs',
      given: { 'package.json': '{}', '.ci/run': '#!/bin/sh\nnpm test\nnpx castellan check\n' },
      expect: 'pass',
    },
    {
      title: 'a plugin of ESLint, and a workflow that lints',
      given: {
        'package.json': '{"devDependencies":{"eslint-plugin-security":"3"}}',
        ...workflow('npm run lint'),
      },
      expect: 'pass',
    },
    {
      title: 'a workflow that only tests',
      given: { 'package.json': '{}', 'package-lock.json': '{}', ...workflow('npm test') },
      expect: 'fail',
      fixed: { '.github/workflows/castellan.yml': githubText('main', true) },
    },
    {
      title: 'a workflow that takes actions in versions of its own',
      given: {
        'package.json': '{}',
        '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@${'c0ffee'.repeat(6)}abcd # v6.1\n      - name: Node.js\n        uses: actions/setup-node@v6\n`,
      },
      expect: 'fail',
      fixed: {
        '.github/workflows/castellan.yml': githubText('main', false)
          .replace('checkout@v4', `checkout@${'c0ffee'.repeat(6)}abcd # v6.1`)
          .replace('setup-node@v4', 'setup-node@v6'),
      },
    },
    {
      title: 'no CI, and nothing tells where the code is kept',
      given: { 'package.json': '{}' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'no CI, and somebody tells where the code is kept',
      given: { 'package.json': '{}' },
      told: { host: 'github' },
      expect: 'fail',
      fixed: { '.github/workflows/castellan.yml': githubText('main', false) },
    },
    {
      title: 'a pipeline of GitLab that only tests',
      given: { 'package.json': '{}', '.gitlab-ci.yml': 'test:\n  script: npm test # all\n' },
      expect: 'fail',
      fixed: {
        '.gitlab-ci.yml': `test:\n  script: npm test # all\n${gitlabText(false)}`,
      },
    },
    {
      title: 'no pipeline on GitLab',
      given: { 'package.json': '{}', 'package-lock.json': '{}' },
      told: { host: 'gitlab' },
      expect: 'fail',
      fixed: { '.gitlab-ci.yml': gitlabText(true) },
    },
    {
      title: 'a public library, which GitHub may scan without a workflow',
      given: {
        'package.json':
          '{"name":"a","version":"1.0.0","license":"MIT","exports":"./a.js","repository":"acme/a"}',
        ...workflow('npm test'),
      },
      expect: 'unknown',
    },
    { title: 'no manifest', expect: 'not-applicable' },
  ],
});

function forGithub(
  git: GitFacts | undefined,
  lockfiles: readonly Lockfile[],
  workflows: readonly { readonly text: string }[],
): Patch {
  const file = '.github/workflows/castellan.yml';
  const isNpm = lockfiles.some(({ kind }) => kind === 'npm');
  const branch = git?.branches.includes('main') === false && git.branches.includes('master');
  const text = githubText(branch ? 'master' : 'main', isNpm, workflows);
  return {
    title: 'Let a workflow run castellan check on each pull request',
    edits: [{ kind: 'create', file, text }],
    ...(workflows.length === 0 && {
      afterwards: 'require the check in the rules of the default branch',
    }),
  };
}

function githubText(
  branch: string,
  hasLockfile: boolean,
  workflows: readonly { readonly text: string }[] = [],
): string {
  return `name: castellan
on:
  push:
    branches: [${branch}]
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: ${usedAs('actions/checkout', workflows)}
        with:
          persist-credentials: false
      - uses: ${usedAs('actions/setup-node', workflows)}
        with:
          node-version: 24
${hasLockfile ? '      - run: npm ci --ignore-scripts\n' : ''}      - run: npx --yes castellan check
`;
}

/** An action in the version that other workflows take, with the comment behind it. */
function usedAs(action: string, workflows: readonly { readonly text: string }[]): string {
  const used = new RegExp(
    `^[ \\t]*-?[ \\t]*uses:[ \\t]+(${action}@[\\w./-]+(?:[ \\t]+#[^\\n\\r]*)?)`,
    'm',
  );
  const known = workflows.flatMap(({ text }) => used.exec(text)?.[1]?.trimEnd() ?? []);
  return known[0] ?? `${action}@v4`;
}

/** With git in its image, which tells what is tracked; GitLab shows the report at the merge request. */
function jobOf(hasLockfile: boolean): { readonly [key: string]: Data } {
  const install = hasLockfile ? ['npm ci --ignore-scripts'] : [];
  return {
    image: 'node:24',
    script: [...install, `npx --yes castellan check --output ${artifact}`],
    artifacts: { when: 'always', reports: { sast: artifact } },
  };
}

function gitlabText(hasLockfile: boolean): string {
  const install = hasLockfile ? '    - npm ci --ignore-scripts\n' : '';
  return `castellan:
  image: node:24
  script:
${install}    - npx --yes castellan check --output ${artifact}
  artifacts:
    when: always
    reports:
      sast: ${artifact}
`;
}

function forGitlab(lockfiles: readonly Lockfile[], isThere: boolean): Patch {
  const isNpm = lockfiles.some(({ kind }) => kind === 'npm');
  const title = 'Let the pipeline run castellan check';
  const edit: Edit = isThere
    ? { kind: 'yaml', file: gitlab, at: ['castellan'], value: jobOf(isNpm) }
    : { kind: 'create', file: gitlab, text: gitlabText(isNpm) };
  return { title, edits: [edit] };
}

function withoutComments(text: string): string {
  return text.replace(/(^|\s)#.*$/gm, '');
}

function workflow(run: string): Record<string, string> {
  return {
    '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    steps:\n      - run: ${run}\n`,
  };
}
