import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { literalPattern } from '../../analysis/literal-pattern.ts';
import { mapOf, workflowParts } from '../../analysis/workflow.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import type { Edit } from '../patch.ts';
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
  mend: {
    title: 'Name the secrets that a workflow of this repository declares and uses',
    offer({ place, identity }, { workflows }) {
      const caller = workflows.find(({ path }) => path === place?.file);
      const called = workflows.find(({ path }) => `./${path}` === identity);
      const names = called && declaredSecrets(called);
      if (!caller || !names) return undefined;
      const jobs = workflowParts(caller.data).jobs.filter(
        ({ secrets, uses }) => secrets === 'inherit' && uses === identity,
      );
      const value = Object.fromEntries(names.map((name) => [name, `\${{ secrets.${name} }}`]));
      return {
        title: `Hand ${names.join(', ')} to ${called.path}, and no other secret`,
        edits: jobs.map(({ id }): Edit => ({
          kind: 'yaml',
          file: caller.path,
          at: ['jobs', id, 'secrets'],
          value,
        })),
      };
    },
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
      fixed: {},
    },
    {
      title: 'all, to a workflow here that declares what it uses',
      given: calling('inherit'),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:4'],
      fixed: {
        '.github/workflows/ci.yml': calling('\n      TOKEN: ${{ secrets.TOKEN }}')[
          '.github/workflows/ci.yml'
        ]!.replace('secrets: \n', 'secrets:\n'),
      },
    },
    {
      title: 'all, to a workflow here that uses more than it declares',
      given: calling('inherit', 'OTHER'),
      expect: 'fail',
      fixed: {},
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

/**
 * The secrets that a workflow asks its callers for. Undefined where it has none, or uses others than it
 * declares: those come by `inherit` alone.
 */
function declaredSecrets({ data, text }: Workflow): readonly string[] | undefined {
  const on = mapOf(mapOf(data)['on'] ?? mapOf(data)['true']);
  const declared = Object.keys(mapOf(mapOf(on['workflow_call'])['secrets']));
  const used = [...text.matchAll(/\bsecrets\s*(?:\.\s*([\w-]+)|\[)/g)].map(([, name]) => name);
  const isWhole = used.every(
    (name) => name === 'GITHUB_TOKEN' || (name !== undefined && declared.includes(name)),
  );
  const handsOn = workflowParts(data).jobs.some(({ secrets }) => secrets === 'inherit');
  const isAll = handsOn || /toJSON\(\s*secrets/i.test(text);
  return declared.length > 0 && isWhole && !isAll ? declared : undefined;
}

function called(uses: string): string {
  return `on:\n  workflow_call:\n    secrets:\n      TOKEN:\n        required: true\njobs:\n  b:\n    steps:\n      - run: deploy\n        env:\n          T: \${{ secrets.${uses} }}\n`;
}

function calling(secrets: string, uses: string = 'TOKEN'): Record<string, string> {
  return {
    ...job(`uses: ./.github/workflows/b.yml # ours\n    secrets: ${secrets}`),
    '.github/workflows/b.yml': called(uses),
  };
}

function job(lines: string): Readonly<Record<string, string>> {
  return { '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    ${lines}\n` };
}
