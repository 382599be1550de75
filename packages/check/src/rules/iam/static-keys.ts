import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { resourcesOf } from '../../analysis/infrastructure/policies.ts';
import { judgeDocuments } from '../manifest-rule.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const keyInWorkflow =
  /\$\{\{\s*secrets\.(AWS_SECRET_ACCESS_KEY|AWS_ACCESS_KEY_ID|GCP_SA_KEY|GCP_CREDENTIALS|GOOGLE_CREDENTIALS|AZURE_CREDENTIALS|GCLOUD_SERVICE_KEY)\s*\}\}/;

/** Machines sign in to the cloud by roles. */
export const rule: Rule = defineRule({
  id: 'iam/static-keys',
  practice: 'I4',
  severity: 'medium',
  confidence: 'likely',
  cwe: 522,
  controls: ['asvs5:13.3.4', 'pci-dss4:8.6.2'],
  title: 'Machines sign in to the cloud by roles, not by keys that last',
  why: 'A key that never ends works for years for whoever copied it once from a log, a laptop or a build.',
  fix: 'In workflows use OpenID Connect: `permissions: { id-token: write }` and `aws-actions/configure-aws-credentials` with `role-to-assume`; for apps a role of the instance, task or pod.',
  needs: ['workflows', 'terraform'],
  run({ workflows, terraform }) {
    const keys = resourcesOf(
      terraform,
      /^(aws_iam_access_key|google_service_account_key|azuread_(application|service_principal)_password)$/,
    );
    const clouds = workflows.filter(({ text }) =>
      /\b(aws|gcloud|google-github-actions|azure)\b/i.test(text),
    );
    if (clouds.length === 0 && terraform.length === 0)
      return notApplicable('neither workflows nor Terraform talk to a cloud');
    const findings: RuleFinding[] = [
      ...keys.map(({ file, block, name }) => ({
        place: { file, line: block.line },
        message: `${name} makes a key that lasts`,
        identity: name,
      })),
      ...workflows.flatMap(({ path, text }) => {
        const line = lineOf(text, keyInWorkflow);
        const [, secret] = keyInWorkflow.exec(text) ?? [];
        return line === undefined
          ? []
          : [
              {
                place: { file: path, line },
                message: `The workflow signs in by the key ${secret}`,
                identity: 'key',
                frame: codeFrame(text, line),
              },
            ];
      }),
    ];
    return judgeDocuments([...terraform, ...workflows], findings, 'roles are used');
  },
  examples: [
    {
      title: 'a role by OpenID Connect',
      given: workflow(
        'uses: aws-actions/configure-aws-credentials@v4\n        with:\n          role-to-assume: arn:aws:iam::1:role/ci',
      ),
      expect: 'pass',
    },
    {
      title: 'a key in a workflow',
      given: workflow(
        'uses: aws-actions/configure-aws-credentials@v4\n        with:\n          aws-secret-access-key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}',
      ),
      expect: 'fail',
      at: ['.github/workflows/ci.yml:7'],
    },
    {
      title: 'a key that Terraform makes',
      given: { 'a.tf': 'resource "aws_iam_access_key" "ci" {\n  user = "ci"\n}\n' },
      expect: 'fail',
      at: ['a.tf:1'],
    },
    { title: 'broken HCL', given: { 'a.tf': 'resource "a" {' }, expect: 'unknown' },
    { title: 'no cloud', given: workflow('run: npm test'), expect: 'not-applicable' },
  ],
});

function workflow(step: string): Readonly<Record<string, string>> {
  return { '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    steps:\n      - ${step}\n` };
}
