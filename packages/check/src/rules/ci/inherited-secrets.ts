import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { literalPattern } from '../../analysis/literal-pattern.ts';
import { workflowParts } from '../../analysis/workflow.ts';
import { judgeDocuments } from '../manifest-rule.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Workflows hand on the secrets that are needed. */
export const rule: Rule = defineRule({
  id: 'ci/inherited-secrets',
  practice: 'C13',
  severity: 'medium',
  confidence: 'certain',
  cwe: 522,
  controls: ['asvs5:13.2.2', 'asvs5:13.3.1'],
  title: 'Workflows hand on the secrets that are needed, not all of them',
  why: 'With `secrets: inherit`, or `toJSON(secrets)`, one action that turns bad reads every key that the repository has.',
  fix: 'Name them: `secrets: { NPM_TOKEN: ${{ secrets.NPM_TOKEN }} }`.',
  needs: ['workflows'],
  run({ workflows }) {
    if (workflows.length === 0) return notApplicable('there is no GitHub Actions workflow');
    const findings = workflows.flatMap(({ path, text, data }): RuleFinding[] => {
      const calls = workflowParts(data).jobs.filter(
        ({ secrets, uses }) => secrets === 'inherit' && uses !== undefined,
      );
      const told = (
        pattern: RegExp,
        message: string,
        identity: string,
        isMild: boolean,
      ): RuleFinding => {
        const line = lineOf(text, pattern) ?? 1;
        return {
          place: { file: path, line },
          message,
          identity,
          frame: codeFrame(text, line),
          ...(isMild && { severity: 'low' as const }),
        };
      };
      return [
        ...calls.map(({ uses }) =>
          told(
            new RegExp(`uses:\\s*["']?${literalPattern(uses!)}`),
            `All secrets go to ${uses}`,
            uses!,
            uses!.startsWith('./'),
          ),
        ),
        ...(/\$\{\{[^}]*toJSON\(\s*secrets\s*\)/i.test(text)
          ? [
              told(
                /toJSON\(\s*secrets\s*\)/i,
                'All secrets are written into one value',
                'toJSON',
                false,
              ),
            ]
          : []),
      ];
    });
    return judgeDocuments(workflows, findings, 'secrets are named');
  },
  examples: [
    {
      title: 'named',
      given: job(
        'uses: acme/ci/.github/workflows/a.yml@v1\n    secrets:\n      TOKEN: ${{ secrets.TOKEN }}',
      ),
      expect: 'pass',
    },
    {
      title: 'all, to another repository',
      given: job('uses: acme/ci/.github/workflows/a.yml@v1\n    secrets: inherit'),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:4'],
    },
    {
      title: 'all in one value',
      given: job(
        'steps:\n      - run: echo "$ALL"\n        env:\n          ALL: ${{ toJSON(secrets) }}',
      ),
      expect: 'fail',
    },
    { title: 'broken YAML', given: { '.github/workflows/ci.yml': 'on: [' }, expect: 'unknown' },
    { title: 'no workflow', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function job(lines: string): Readonly<Record<string, string>> {
  return { '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    ${lines}\n` };
}
