import {
  resourcesOf,
  type Statement,
  statementsIn,
  texts,
} from '../../analysis/infrastructure/policies.ts';
import { infrastructureRule } from '../infrastructure-rule.ts';
import type { Rule, RuleFinding } from '../rule.ts';

/** Actions of these services on everything are as good as all rights. */
const mightyServices =
  /^(iam|sts|organizations|kms|secretsmanager|s3|dynamodb|lambda|ec2|rds|ssm|sns|sqs):\*$/;
const everything = /^\*(:\*)?$/;
const adminPolicy = /:policy\/(AdministratorAccess|IAMFullAccess|PowerUserAccess)$/;

/** Policies allow what is needed. */
export const rule: Rule = infrastructureRule({
  id: 'iam/wildcard',
  practice: 'I4',
  severity: 'high',
  confidence: 'likely',
  cwe: 732,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Policies of the cloud allow what is needed, not everything',
  why: 'One key that leaks, one request that the server was tricked into, then is the whole account.',
  fix: 'Name the actions and the resources that are used; the access analyzer of AWS writes such a policy from what was used.',
  what: 'statements, attachments and roles',
  judge({ terraform, manifests }) {
    const statements = statementsIn(terraform, manifests);
    const attachments = resourcesOf(terraform, /^aws_iam_\w*attachment$/);
    const members = resourcesOf(
      terraform,
      /^google_\w*iam_(member|binding)$|^azurerm_role_assignment$/,
    );
    const definitions = resourcesOf(terraform, /^azurerm_role_definition$/);
    const findings: RuleFinding[] = [
      ...definitions.flatMap(({ file, block, name }) =>
        block.blocks
          .map(({ attributes: { actions } }) => actions)
          .filter((actions) => texts(actions?.value).includes('*'))
          .map((actions) => ({
            place: { file, line: actions!.line },
            message: `${name} allows everything`,
            identity: name,
          })),
      ),
      ...statements.flatMap((one) => wideStatement(one) ?? []),
      ...attachments
        .filter(({ block }) =>
          texts(block.attributes['policy_arn']?.value).some((arn) => adminPolicy.test(arn)),
        )
        .map(({ file, block, name }) => ({
          place: { file, line: block.attributes['policy_arn']!.line },
          message: `${name} gives the rights of an administrator`,
          identity: name,
        })),
      ...members.flatMap(({ file, block, name }) => {
        const role = block.attributes['role'] ?? block.attributes['role_definition_name'];
        const [given] = texts(role?.value);
        return given !== undefined && /^(roles\/(owner|editor)|Owner|Contributor)$/.test(given)
          ? [
              {
                place: { file, line: role!.line },
                message: `${name} gives the role ${given}`,
                identity: name,
              },
            ]
          : [];
      }),
      ...manifests.flatMap(({ path, text, line }) =>
        [...text.matchAll(/:policy\/AdministratorAccess/g)].slice(0, 1).map((match) => ({
          place: { file: path, line: line + text.slice(0, match.index).split('\n').length - 1 },
          message: 'It gives the rights of an administrator',
          identity: 'AdministratorAccess',
        })),
      ),
    ];
    return {
      findings,
      seen: statements.length + attachments.length + members.length + definitions.length,
    };
  },
  examples: [
    {
      title: 'what is needed, and a refusal of everything',
      given: policy(
        '{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::logs/*" },\n{ Effect = "Deny", Action = "*", Resource = "*" }',
      ),
      expect: 'pass',
    },
    {
      title: 'what AWS knows for all resources only',
      given: policy(
        '{ Effect = "Allow", Action = ["ec2:DescribeInstances", "cloudwatch:PutMetricData"], Resource = "*" }',
      ),
      expect: 'pass',
    },
    {
      title: 'everything',
      given: policy('{ Effect = "Allow", Action = "*", Resource = "*" }'),
      expect: 'fail',
      at: ['iam.tf:2'],
    },
    {
      title: 'all of IAM',
      given: policy('{ Effect = "Allow", Action = ["iam:*"], Resource = "*" }'),
      expect: 'fail',
    },
    {
      title: 'all but little',
      given: policy('{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }'),
      expect: 'fail',
    },
    {
      title: 'a document of Terraform',
      given: {
        'doc.tf':
          'data "aws_iam_policy_document" "a" {\n  statement {\n    actions = ["*"]\n    resources = ["*"]\n  }\n}\n',
      },
      expect: 'fail',
      at: ['doc.tf:2'],
    },
    {
      title: 'administrators by attachment, and owners of a project',
      given: {
        'a.tf':
          'resource "aws_iam_role_policy_attachment" "ci" {\n  role = "ci"\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\nresource "google_project_iam_member" "ci" {\n  role = "roles/owner"\n}\n',
      },
      expect: 'fail',
      at: ['a.tf:3', 'a.tf:6'],
    },
    {
      title: 'roles of Azure: one for everything, one to read',
      given: {
        'a.tf': azureRole('*') + azureRole('*/read'),
      },
      expect: 'fail',
      at: ['a.tf:3'],
    },
    {
      title: 'a role of CloudFormation',
      given: {
        'stack.yaml':
          'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Ci:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: "*"\n                Resource: !Sub "*"\n',
      },
      expect: 'fail',
    },
    {
      title: 'a policy in a file',
      given: {
        'policy.json':
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      },
      expect: 'fail',
    },
  ],
});

function wideStatement({
  file,
  line,
  owner,
  isAllow,
  actions,
  isNegated,
  resources,
  principals,
  hasCondition,
}: Statement): RuleFinding | undefined {
  // Policies of resources name who may, and are limited to the resource that they are of.
  if (!isAllow || principals.length > 0 || !resources.some((one) => everything.test(one)))
    return undefined;
  const told = (message: string, identity: string): RuleFinding => ({
    place: { file, line },
    message: `${owner} ${message}`,
    identity: `${owner} ${identity}`,
    ...(hasCondition && { severity: 'medium' as const, confidence: 'possible' as const }),
  });
  if (isNegated) return told('allows all but what it names', 'not');
  if (actions.some((one) => everything.test(one))) return told('allows everything', '*');
  const wide = actions.find((one) => mightyServices.test(one));
  return wide === undefined ? undefined : told(`allows ${wide} on everything`, wide);
}

function azureRole(action: string): string {
  return `resource "azurerm_role_definition" "r" {\n  permissions {\n    actions = ["${action}"]\n  }\n}\n`;
}

function policy(statements: string): Readonly<Record<string, string>> {
  return {
    'iam.tf': `resource "aws_iam_policy" "deploy" {\n  policy = jsonencode({\n    Statement = [${statements}]\n  })\n}\n`,
  };
}
