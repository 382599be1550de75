import { onlyReads } from '../../analysis/read-only-workflow.ts';
import { lineOf } from '../../analysis/code-frame.ts';
import { workflowParts } from '../../analysis/workflow.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import type { Edit } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const shown = 3;

/** The token of a checkout does not stay where every later step can read it. */
export const rule: Rule = defineRule({
  id: 'ci/persist-credentials',
  practice: 'C13',
  severity: 'low',
  confidence: 'certain',
  cwe: 522,
  controls: ['asvs5:13.3.1', 'asvs5:13.2.2'],
  title: 'Checkouts that need the token no more do not keep it',
  why: 'The checkout leaves its token in the folder: an install script, a test or an uploaded artifact can take it along.',
  fix: 'Give `persist-credentials: false` to actions/checkout where no later step pushes or fetches.',
  needs: ['workflows'],
  run({ workflows }) {
    if (workflows.length === 0) return notApplicable('there is no GitHub Actions workflow');
    const keeping = workflows.filter((workflow) => checkouts(workflow).length > 0);
    const [first] = keeping;
    if (!first) return failBy([], 'no checkout keeps a token that nothing needs');
    const names = keeping.slice(0, shown).map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
    const more = keeping.length > shown ? `, and ${keeping.length - shown} more` : '';
    const line = lineOf(first.text, /^[^#\n]*uses:\s*["']?actions\/checkout@/m);
    // One for all: the same line is missing in each.
    return failBy(
      [
        {
          place: { file: first.path, ...(line !== undefined && { line }) },
          message: `The token stays behind after the checkout: ${names.join(', ')}${more}`,
          identity: 'kept',
        },
      ],
      '',
    );
  },
  mend: {
    title: 'Write `persist-credentials: false` where each step of the workflow only reads',
    offer: (_, { workflows }) => ({
      title: 'Let no token stay behind after a checkout',
      edits: workflows.flatMap((workflow) =>
        checkouts(workflow).map((at): Edit => ({
          kind: 'yaml',
          file: workflow.path,
          at: [...at, 'with', 'persist-credentials'],
          value: false,
        })),
      ),
    }),
  },
  examples: [
    {
      title: 'not kept',
      given: file(
        '- uses: actions/checkout@v4\n        with:\n          persist-credentials: false\n      - run: npm ci',
      ),
      expect: 'pass',
    },
    {
      title: 'a later step needs it',
      given: file('- uses: actions/checkout@v4\n      - run: git push'),
      expect: 'pass',
    },
    {
      title: 'kept, with and without other settings',
      given: file(
        '- uses: actions/checkout@v4 # newest\n      - uses: actions/checkout@v4\n        with:\n          fetch-depth: 0 # all\n      - run: npm ci',
      ),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:5'],
      fixed: file(
        '- uses: actions/checkout@v4 # newest\n        with:\n          persist-credentials: false\n      - uses: actions/checkout@v4\n        with:\n          fetch-depth: 0 # all\n          persist-credentials: false\n      - run: npm ci',
      ),
    },
    { title: 'no workflow', expect: 'not-applicable' },
  ],
});

/** Where the checkouts stand that keep a token which no step needs. */
function checkouts(workflow: Workflow): (string | number)[][] {
  // A submodule or a fetch by hand may need it still.
  if (!onlyReads(workflow) || /\bgit\s+(fetch|pull|clone|submodule)\b/.test(workflow.text))
    return [];
  return workflowParts(workflow.data).jobs.flatMap(({ id, steps }) =>
    steps.flatMap(({ uses, with: given }, index) => {
      const isCheckout = uses?.startsWith('actions/checkout@') === true;
      const isKept = given['persist-credentials'] === undefined && given['token'] === undefined;
      return isCheckout && isKept ? [['jobs', id, 'steps', index]] : [];
    }),
  );
}

function file(steps: string): Record<string, string> {
  return {
    '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    steps:\n      ${steps}\n`,
  };
}
