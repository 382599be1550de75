import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { githubRepository } from '../../analysis/code-host.ts';
import { literalPattern } from '../../analysis/literal-pattern.ts';
import { repositoryOf } from '../../analysis/library-package.ts';
import { workflowParts } from '../../analysis/workflow.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import type { Edit } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Owners whose actions are as trusted as the host itself. */
const ofTheHost = /^(actions|github)\//;

/** A workflow runs the very code of others that was looked at. */
export const rule: Rule = defineRule({
  id: 'ci/pinned-actions',
  practice: 'C13',
  severity: 'medium',
  confidence: 'certain',
  cwe: 829,
  controls: ['asvs5:15.2.4', 'pci-dss4:6.5.1'],
  title: 'Actions of others are pinned by commit',
  why: 'A tag can be moved: in March 2025 every tag of an action that 23,000 repositories used was pointed at code that prints secrets.',
  fix: 'Write the commit and the tag behind it, `uses: owner/action@<40 digits> # v4.2.0`, and let an update bot move both.',
  needs: ['workflows', 'manifest'],
  mayRead: ['git'],
  run({ workflows, manifest, git }) {
    if (workflows.length === 0) return notApplicable('there is no GitHub Actions workflow');
    const owners = new Set(
      [
        manifest === null ? undefined : repositoryOf(manifest)?.owner,
        githubRepository(git?.remotes ?? [])?.split('/')[0],
      ].map((owner) => owner?.toLowerCase()),
    );
    const paths = new Set(workflows.map(({ path }) => path));
    const uses = workflows
      .flatMap(usesIn)
      .filter(({ name }) => !isPinned(name, owners) && !isOwnWorkflow(name, paths));
    const names = [...new Set(uses.map(({ name }) => name))];
    return failBy(
      names.map((name) => findingOf(uses.filter((one) => one.name === name))),
      'every action of others is pinned by commit',
    );
  },
  mend: {
    title: 'Pin by the commit that another line of the workflows gives for the same version',
    offer({ identity }, { workflows }) {
      const [, action = '', version = ''] = /^uses ([^@\s]+)@(\S+)$/.exec(identity) ?? [];
      const commit = knownCommit(workflows, action, version);
      if (commit === undefined) return undefined;
      const was = `${action}@${version}`;
      const edits = workflows.flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index): Edit[] => {
          const match = /^\s*(?:-\s+)?uses:\s+(\S+)\s*$/.exec(line);
          if (match?.[1] !== was) return [];
          const column = line.indexOf(was) + 1;
          const to = `${action}@${commit} # ${version}`;
          return [{ kind: 'text', file: path, line: index + 1, column, was, to }];
        }),
      );
      return edits.length > 0 ? { title: `Pin ${was} by its commit`, edits } : undefined;
    },
  },
  examples: [
    {
      title: 'of the organization that the remote names',
      given: workflow('uses: acme/actions/notes@main'),
      evidence: {
        git: {
          isShallow: false,
          trackedButIgnored: [],
          branches: [],
          remotes: ['git@github.com:Acme/shop.git'],
        },
      },
      expect: 'pass',
    },
    {
      title: 'pinned by commit, own and of the host by tag',
      given: workflow(
        `uses: a/b@${'c0ffee'.repeat(7).slice(0, 40)} # v1`,
        'uses: actions/checkout@v4',
        'uses: ./.github/actions/own',
      ),
      expect: 'pass',
    },
    {
      title: 'an image by digest',
      given: workflow(`uses: docker://alpine@sha256:${'ab'.repeat(32)}`),
      expect: 'pass',
    },
    {
      title: 'by tag and by branch',
      given: workflow('uses: tj-actions/changed-files@v45', 'uses: a/b@main'),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:5', '.github/workflows/ci.yml:6'],
    },
    {
      title: 'pinned here, by its tag there',
      given: workflow(
        'uses: acme/deploy@v2.1.0',
        `uses: acme/deploy/check@${'c0ffee'.repeat(7).slice(0, 40)} # v2.1.0`,
      ),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:5'],
      fixed: workflow(
        `uses: acme/deploy@${'c0ffee'.repeat(7).slice(0, 40)} # v2.1.0`,
        `uses: acme/deploy/check@${'c0ffee'.repeat(7).slice(0, 40)} # v2.1.0`,
      ),
    },
    {
      title: 'another version is pinned: no commit is guessed',
      given: workflow(
        'uses: acme/deploy@v2',
        `uses: acme/deploy@${'c0ffee'.repeat(7).slice(0, 40)} # v2.1.0`,
      ),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'a workflow of others by tag',
      given: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    uses: acme/flows/.github/workflows/x.yml@v1\n',
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:4'],
    },
    {
      title: 'a workflow of the same account, by branch',
      given: {
        'package.json': '{"repository":"https://github.com/acme/shop.git"}',
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    uses: acme/flows/.github/workflows/x.yml@main\n',
      },
      expect: 'pass',
    },
    {
      title: 'a workflow of this very repository by its address, and one of another',
      given: {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    uses: acme/shop/.github/workflows/x.yml@main\n  b:\n    uses: acme/flows/.github/workflows/y.yml@main\n',
        '.github/workflows/x.yml': 'on: workflow_call\njobs:\n  a:\n    steps: []\n',
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:6'],
    },
    {
      title: 'one action in two workflows is one finding',
      given: {
        '.github/workflows/ci.yml': stepsText('uses: a/b@v1'),
        '.github/workflows/release.yml': stepsText('uses: a/b@v1'),
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:5'],
    },
    {
      title: 'only in a comment',
      given: workflow('run: npm test', '# uses: a/b@v1'),
      expect: 'pass',
    },
    { title: 'no workflow', expect: 'not-applicable' },
  ],
});

/** A workflow that names an action or a workflow. */
interface Use {
  readonly name: string;
  readonly workflow: Workflow;
}

function usesIn(workflow: Workflow): Use[] {
  const { jobs } = workflowParts(workflow.data);
  const all = jobs.flatMap(({ uses, steps }) => [uses, ...steps.map((step) => step.uses)]);
  return [...new Set(all.filter((one) => one !== undefined))].map((name) => ({ name, workflow }));
}

/** One for all workflows that name it: to mend it is one thought. */
function findingOf(uses: readonly Use[]): RuleFinding {
  const [{ name, workflow }] = uses as [Use, ...Use[]];
  const { path, text } = workflow;
  const line = lineOf(text, new RegExp(`^[^#\\n]*\\buses:\\s*["']?${literalPattern(name)}`, 'm'));
  const isBranch = /@(main|master|develop|latest|HEAD)$/.test(name);
  const others = uses.slice(1).map((use) => use.workflow.path.replace(/^.*\//, ''));
  const more = others.length > 0 ? ` (also in ${others.join(', ')})` : '';
  return {
    place: { file: path, ...(line !== undefined && { line }) },
    message: `${name} is whatever ${isBranch ? 'the branch' : 'the tag'} points to when the workflow runs${more}`,
    identity: `uses ${name}`,
    // The host's own are as trusted as the host: a branch of theirs may only break the build.
    severity: isBranch && !ofTheHost.test(name) ? 'high' : 'medium',
    ...(line !== undefined && { frame: codeFrame(text, line) }),
  };
}

/** The commit behind a version, where comments say it and all agree; parts of one repository share it. */
function knownCommit(
  workflows: readonly Workflow[],
  action: string,
  version: string,
): string | undefined {
  const repository = action.split('/').slice(0, 2).join('/');
  const pins = workflows.flatMap(({ text }) => [
    ...text.matchAll(/uses:\s*([\w.-]+\/[\w.-]+)[^@\s]*@([0-9a-f]{40})\s+#\s*(\S+)/g),
  ]);
  const commits = pins.flatMap(([, name, commit, told]) =>
    name === repository && told === version ? [commit!] : [],
  );
  return new Set(commits).size === 1 ? commits[0] : undefined;
}

function isPinned(uses: string, owners: ReadonlySet<string | undefined>): boolean {
  const owner = uses.slice(0, uses.indexOf('/')).toLowerCase();
  return (
    owners.has(owner) ||
    uses.startsWith('./') ||
    /@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$/.test(uses) ||
    (ofTheHost.test(uses) && !/@(main|master|latest)$/.test(uses)) ||
    uses.includes('${{')
  );
}

/** `owner/repository/.github/workflows/x.yml@main` by its address, where that file stands here. */
function isOwnWorkflow(uses: string, paths: ReadonlySet<string>): boolean {
  const path = /^[\w.-]+\/[\w.-]+\/(\.github\/workflows\/[^@]+)@/.exec(uses)?.[1];
  return path !== undefined && paths.has(path);
}

function workflow(...steps: string[]): Record<string, string> {
  return { '.github/workflows/ci.yml': stepsText(...steps) };
}

function stepsText(...steps: string[]): string {
  const lines = steps.map((step) => `      ${step.startsWith('#') ? '' : '- '}${step}\n`);
  return `on: push\njobs:\n  a:\n    steps:\n${lines.join('')}`;
}
