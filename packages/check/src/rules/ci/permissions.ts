import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { onlyReads } from '../../analysis/read-only-workflow.ts';
import { mapOf, workflowParts } from '../../analysis/workflow.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Each workflow says which rights its token has. */
export const rule: Rule = defineRule({
  id: 'ci/permissions',
  practice: 'C13',
  severity: 'medium',
  confidence: 'certain',
  cwe: 732,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Workflows state the rights of their token, and none has all',
  why: 'Without a statement the token may write to the repository wherever its settings are the old ones: any step, any dependency of a build, can then push.',
  fix: 'Add `permissions: { contents: read }` at the top of the workflow, and more only to the job that needs it.',
  needs: ['workflows'],
  run({ workflows }) {
    if (workflows.length === 0) return notApplicable('there is no GitHub Actions workflow');
    return failBy(workflows.flatMap(findingsIn), 'every workflow states its rights');
  },
  mend: {
    title: 'Write `permissions: { contents: read }` into workflows of which each step only reads',
    offer({ place, identity }, { workflows }) {
      const workflow = workflows.find(({ path }) => path === place?.file);
      if (identity !== 'not stated' || !workflow || !onlyReads(workflow)) return undefined;
      const { path } = workflow;
      return {
        title: `State in ${path} that its token only reads`,
        edits: [
          {
            kind: 'yaml',
            file: path,
            at: ['permissions'],
            value: { contents: 'read' },
            before: 'jobs',
          },
        ],
      };
    },
  },
  examples: [
    {
      title: 'read at the top',
      given: file('permissions:\n  contents: read\njobs:\n  a:\n    steps: []\n'),
      expect: 'pass',
    },
    {
      title: 'stated by each job',
      given: file(
        'jobs:\n  a:\n    permissions: {}\n    steps: []\n  b:\n    permissions:\n      contents: read\n    steps: []\n',
      ),
      expect: 'pass',
    },
    {
      title: 'not stated',
      given: file('# what is done\njobs:\n  a:\n    steps: []\n'),
      expect: 'fail',
      at: ['.github/workflows/ci.yml'],
      fixed: file('permissions:\n  contents: read\n\n# what is done\njobs:\n  a:\n    steps: []\n'),
    },
    {
      title: 'not stated by a workflow that pushes',
      given: file('jobs:\n  a:\n    steps:\n      - run: git push\n'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'not stated by a workflow with an action that may write',
      given: file('jobs:\n  a:\n    steps:\n      - uses: acme/comment@v1\n'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'not stated by one of two jobs',
      given: file(
        'jobs:\n  a:\n    permissions: {}\n    steps: []\n  b:\n    steps:\n      - uses: actions/checkout@v4 # newest\n',
      ),
      expect: 'fail',
      fixed: file(
        'permissions:\n  contents: read\n\njobs:\n  a:\n    permissions: {}\n    steps: []\n  b:\n    steps:\n      - uses: actions/checkout@v4 # newest\n',
      ),
    },
    {
      title: 'all of them',
      given: file('permissions: write-all\njobs:\n  a:\n    steps: []\n'),
      expect: 'fail',
      fixed: {},
      at: ['.github/workflows/ci.yml:2'],
    },
    {
      title: 'no YAML',
      given: { '.github/workflows/ci.yml': 'on: [push\njobs: {' },
      expect: 'fail',
      at: ['.github/workflows/ci.yml'],
    },
    { title: 'no workflow', expect: 'not-applicable' },
  ],
});

function findingsIn({ path, text, data, problem }: Workflow): RuleFinding[] {
  if (problem !== undefined) {
    const message = `It cannot be read, so nothing can be said of it: ${problem}`;
    return [{ place: { file: path }, message, identity: 'no YAML', severity: 'low' }];
  }
  const { permissions, jobs } = workflowParts(data);
  const all = [permissions, ...jobs.map((job) => job.permissions)];
  if (all.includes('write-all')) {
    const line = lineOf(text, /^[^#\n]*permissions:\s*["']?write-all/m);
    return [
      {
        place: { file: path, ...(line !== undefined && { line }) },
        message: 'The token may do everything',
        identity: 'write-all',
        severity: 'high',
        ...(line !== undefined && { frame: codeFrame(text, line) }),
      },
    ];
  }
  const open = jobs.filter((job) => job.permissions === undefined).map(({ id }) => id);
  if (permissions !== undefined || open.length === 0) return [];
  const holds = Object.keys(mapOf(data)).length > 0;
  if (!holds) return [];
  const message = `Neither the workflow nor ${open.slice(0, 3).join(', ')} states the rights of the token`;
  return [{ place: { file: path }, message, identity: 'not stated' }];
}

function file(body: string): Record<string, string> {
  return { '.github/workflows/ci.yml': `on: push\n${body}` };
}
