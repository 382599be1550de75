import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { type Step, workflowParts } from '../../analysis/workflow.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import { defineRule, failBy, notApplicable, pass, type Rule, type RuleFinding } from '../rule.ts';

const privileged = new Set(['pull_request_target', 'workflow_run', 'issue_comment']);
const foreign =
  /github\.event\.pull_request\.(head|merge_commit_sha)|github\.head_ref|refs\/pull\/|github\.event\.workflow_run\.head_(sha|branch)|github\.event\.issue\.number|\bgh\s+pr\s+checkout|steps\.[\w-]+\.outputs\.(head_)?(sha|ref)/;
const runsCode = /\b(npm|npx|pnpm|yarn|bun|node|make|docker|python|pip|go|cargo|bash|sh)\b|\.\//;

/** Code of strangers never runs where the secrets are. */
export const rule: Rule = defineRule({
  id: 'ci/pull-request-target',
  practice: 'C13',
  severity: 'critical',
  confidence: 'likely',
  cwe: 829,
  controls: ['asvs5:13.2.2', 'pci-dss4:6.5.1'],
  title: 'No workflow with secrets runs the code of a pull request',
  why: '`pull_request_target` runs with the secrets and a writing token of the repository: with the code of a fork checked out, `npm ci` is enough to give both away.',
  fix: 'Use `pull_request` for what runs the code, and hand results over as artifacts to a `workflow_run` that only reads them.',
  needs: ['workflows'],
  run({ workflows }) {
    const at = workflows.filter(({ data }) =>
      workflowParts(data).triggers.some((one) => privileged.has(one)),
    );
    if (workflows.length === 0) return notApplicable('there is no GitHub Actions workflow');
    if (at.length === 0) return pass('no workflow runs on such a trigger');
    return failBy(
      at.flatMap(findingsIn),
      `${at.map(({ path }) => path).join(', ')}: none runs foreign code`,
    );
  },
  examples: [
    { title: 'plain pull requests', given: file('pull_request', 'run: npm ci'), expect: 'pass' },
    {
      title: 'labels without any code',
      given: file('pull_request_target', 'uses: actions/labeler@v5'),
      expect: 'pass',
    },
    {
      title: 'the own branch checked out',
      given: file('pull_request_target', 'uses: actions/checkout@v4', 'run: npm ci'),
      expect: 'pass',
    },
    {
      title: 'the code of the fork checked out and built',
      given: file(
        'pull_request_target',
        'uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}',
        'run: npm ci',
      ),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:5'],
    },
    {
      title: 'fetched by the command line',
      given: file(
        'issue_comment',
        'run: gh pr checkout ${{ github.event.issue.number }}',
        'run: npm test',
      ),
      expect: 'fail',
    },
    {
      title: 'only looked at, never run',
      given: file(
        'pull_request_target',
        'uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n          path: theirs',
        'uses: acme/count-lines@v1',
      ),
      expect: 'fail',
    },
    {
      title: 'after a step that asks whether the sender may write, and fails otherwise',
      given: file(
        'issue_comment',
        'uses: actions/github-script@v7\n        with:\n          script: |\n            const { data } = await github.rest.repos.getCollaboratorPermissionLevel({ username: context.actor });\n            if (data.permission !== "admin") core.setFailed("no");',
        'uses: actions/checkout@v4\n        with:\n          ref: refs/pull/${{ github.event.issue.number }}/merge',
        'run: npm ci',
      ),
      expect: 'pass',
    },
    {
      title: 'after a step that asks and lets everybody go on',
      given: file(
        'issue_comment',
        'uses: actions/github-script@v7\n        with:\n          script: |\n            console.log(await github.rest.repos.getCollaboratorPermissionLevel({ username: context.actor }));',
        'uses: actions/checkout@v4\n        with:\n          ref: refs/pull/${{ github.event.issue.number }}/merge',
        'run: npm ci',
      ),
      expect: 'fail',
    },
    { title: 'no workflow', expect: 'not-applicable' },
  ],
});

function findingsIn({ path, text, data }: Workflow): RuleFinding[] {
  const { jobs, triggers } = workflowParts(data);
  const trigger = triggers.find((one) => privileged.has(one)) ?? '';
  return jobs.flatMap(({ id, steps }) => {
    const at = steps.findIndex(fetchesForeign);
    if (at < 0 || steps.slice(0, at).some(asksWhoMay)) return [];
    const doesRun = steps
      .slice(at)
      .some(
        ({ run, uses }) =>
          (run !== undefined && runsCode.test(run)) || uses?.startsWith('./') === true,
      );
    const line = lineOf(
      text,
      new RegExp(`^\\s*-?\\s*["']?${trigger}\\b|\\bon:.*\\b${trigger}\\b`, 'm'),
    );
    const checkout =
      lineOf(text, /^[^#\n]*(?:uses:\s*["']?actions\/checkout@|gh\s+pr\s+checkout)/m) ?? line;
    return [
      {
        place: { file: path, ...(checkout !== undefined && { line: checkout }) },
        message: doesRun
          ? `Job ${id} runs on ${trigger} and runs the code of the pull request`
          : `Job ${id} runs on ${trigger} and fetches the code of the pull request`,
        identity: `${id} ${trigger}`,
        ...(!doesRun && { severity: 'medium' as const, confidence: 'possible' as const }),
        ...(checkout !== undefined && { frame: codeFrame(text, checkout) }),
      },
    ];
  });
}

/** A step that asks what the sender may do and ends the job where that is too little. */
function asksWhoMay({ run, with: given }: Step): boolean {
  const text = run ?? textOf(given['script']);
  const asks = /getCollaboratorPermissionLevel|collaborators\/[^\s"'`]+\/permission\b/.test(text);
  return asks && /\bsetFailed\b|\bexit [1-9]|\bthrow\b|process\.exit\([1-9]/.test(text);
}

function fetchesForeign({ uses, run, with: given }: Step): boolean {
  if (uses?.startsWith('actions/checkout@') === true)
    return foreign.test(textOf(given['ref'])) || /head\.repo/.test(textOf(given['repository']));
  return (
    run !== undefined &&
    /\bgh\s+pr\s+checkout|git\s+(fetch|pull|checkout)/.test(run) &&
    foreign.test(run)
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function file(trigger: string, ...steps: string[]): Record<string, string> {
  const lines = steps.map((step) => `      - ${step}\n`).join('');
  return { '.github/workflows/ci.yml': `on: ${trigger}\njobs:\n  a:\n    steps:\n${lines}` };
}
