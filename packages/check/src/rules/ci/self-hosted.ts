import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { workflowParts } from '../../analysis/workflow.ts';
import { judgeDocuments } from '../manifest-rule.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const strangers = new Set([
  'pull_request',
  'pull_request_target',
  'issue_comment',
  'issues',
  'discussion',
]);

/** Strangers start nothing on machines of the team. */
export const rule: Rule = defineRule({
  id: 'ci/self-hosted',
  practice: 'C13',
  severity: 'high',
  confidence: 'possible',
  cwe: 829,
  controls: ['asvs5:15.2.5', 'pci-dss4:6.5.1'],
  title: 'What strangers can start does not run on machines of the team',
  why: 'A pull request to a public repository runs its code on your machine, inside your network, and may stay there for the next job.',
  fix: 'Run such jobs on `ubuntu-latest`; keep your own runners for pushes, in a group of private repositories, each for one job (`--ephemeral`).',
  needs: ['workflows'],
  run({ workflows }) {
    if (workflows.length === 0) return notApplicable('there is no GitHub Actions workflow');
    const findings = workflows.flatMap(({ path, text, data }): RuleFinding[] => {
      const trigger = workflowParts(data).triggers.find((one) => strangers.has(one));
      const line = lineOf(text, /^[^#\n]*(runs-on:[^#\n]*self-hosted|^\s*-\s*self-hosted)/m);
      if (trigger === undefined || line === undefined) return [];
      return [
        {
          place: { file: path, line },
          message: `On ${trigger} a job runs on a machine of the team`,
          identity: trigger,
          frame: codeFrame(text, line),
        },
      ];
    });
    return judgeDocuments(workflows, findings, `${workflows.length} workflows: none does`);
  },
  examples: [
    {
      title: 'machines of GitHub',
      given: workflow('pull_request', 'ubuntu-latest'),
      expect: 'pass',
    },
    { title: 'pushes on the own machine', given: workflow('push', 'self-hosted'), expect: 'pass' },
    {
      title: 'pull requests on the own machine',
      given: workflow('pull_request', '[self-hosted, linux]'),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:4'],
    },
    { title: 'broken YAML', given: { '.github/workflows/ci.yml': 'on: [' }, expect: 'unknown' },
    { title: 'no workflow', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function workflow(on: string, machine: string): Readonly<Record<string, string>> {
  return {
    '.github/workflows/ci.yml': `on: ${on}\njobs:\n  a:\n    runs-on: ${machine}\n    steps: []\n`,
  };
}
