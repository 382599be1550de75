import { addHclAttribute, setHclValue } from '../../analysis/infrastructure/hcl-edit.ts';
import { resourcesOf } from '../../analysis/infrastructure/policies.ts';
import { mapOf } from '../../analysis/workflow.ts';
import { infrastructureRule } from '../infrastructure-rule.ts';
import type { Rule, RuleFinding } from '../rule.ts';

const key = 'enable_key_rotation';
/** The service makes no new versions of these. */
const others = [
  'customer_master_key_spec',
  'key_spec',
  'key_usage',
  'custom_key_store_id',
  'xks_key_id',
];
const usual = /^(SYMMETRIC_DEFAULT|ENCRYPT_DECRYPT)$/;

/** Keys of the key service are replaced each year. */
export const rule: Rule = infrastructureRule({
  id: 'vault/key-rotation',
  practice: 'I7',
  severity: 'low',
  confidence: 'certain',
  cwe: 324,
  controls: ['asvs5:13.3.4', 'iso27001:A.8.24'],
  title: 'The key service makes new versions of its keys each year',
  why: 'What one version of a key encrypts ends with it: who got hold of it reads a year, not everything.',
  fix: 'Write `enable_key_rotation = true`; what was encrypted stays readable, and no name changes.',
  what: 'keys',
  judge({ terraform, manifests }) {
    const keys = resourcesOf(terraform, /^aws_kms_key$/).filter(({ block: { attributes } }) =>
      others.every((name) => isUsual(attributes[name]?.value)),
    );
    const inStacks = manifests.flatMap(({ path, line, data }) =>
      Object.entries(mapOf(mapOf(data)['Resources'])).flatMap(([name, value]) => {
        const given = mapOf(mapOf(value)['Properties']);
        const isKey = mapOf(value)['Type'] === 'AWS::KMS::Key';
        const isOther =
          !isUsual(given['KeySpec']) || !isUsual(given['KeyUsage']) || given['Origin'];
        return isKey && !isOther ? [{ path, line, name, isOn: given['EnableKeyRotation'] }] : [];
      }),
    );
    const findings: RuleFinding[] = [
      ...keys
        .filter(({ block: { attributes } }) => isOff(attributes[key]?.value))
        .map(({ file, block, name }) => ({
          place: { file, line: attributeLine(block) },
          message: `${name} keeps one version for ever`,
          identity: name,
        })),
      ...inStacks
        .filter(({ isOn }) => isOff(isOn) || isOn === 'false')
        .map(({ path, line, name }) => ({
          place: { file: path, line },
          message: `${name} keeps one version for ever`,
          identity: name,
        })),
    ];
    return { findings, seen: keys.length + inStacks.length };
  },
  mend: {
    title: 'Write `enable_key_rotation = true` in Terraform: it is changed in place',
    offer({ place }, { terraform }) {
      const file = terraform.find(({ path }) => path === place?.file);
      if (!file || place?.line === undefined) return undefined;
      const edit =
        setHclValue(file, place.line, key, 'true') ??
        addHclAttribute(file, place.line, `${key} = true`);
      return edit && { title: `Let the keys of ${file.path} be renewed each year`, edits: [edit] };
    },
  },
  examples: [
    { title: 'renewed', given: aKey('  enable_key_rotation = true\n'), expect: 'pass' },
    {
      title: 'as a variable says',
      given: aKey('  enable_key_rotation = var.rotates\n'),
      expect: 'pass',
    },
    {
      title: 'nothing said, beside other attributes',
      given: aKey('  description             = "db" # ours\n  deletion_window_in_days = 30\n'),
      expect: 'fail',
      at: ['kms.tf:2'],
      fixed: aKey(
        '  enable_key_rotation = true\n\n  description             = "db" # ours\n  deletion_window_in_days = 30\n',
      ),
    },
    {
      title: 'nothing said at all, and the line ends of Windows',
      given: { 'a.tf': 'resource "aws_kms_key" "a" {\r\n}\r\n' },
      expect: 'fail',
      fixed: { 'a.tf': 'resource "aws_kms_key" "a" {\r\n  enable_key_rotation = true\r\n}\r\n' },
    },
    {
      title: 'nothing said, on one line',
      given: { 'a.tf': 'resource "aws_kms_key" "a" {}\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'switched off',
      given: aKey('  description = "db"\n\n  enable_key_rotation = false # for now\n'),
      expect: 'fail',
      at: ['kms.tf:5'],
      fixed: aKey('  description = "db"\n\n  enable_key_rotation = true # for now\n'),
    },
    {
      title: 'keys that sign, and keys from elsewhere',
      given: {
        'a.tf':
          'resource "aws_kms_key" "a" {\n  key_usage                = "SIGN_VERIFY"\n  customer_master_key_spec = "ECC_NIST_P256"\n}\nresource "aws_kms_external_key" "b" {}\n',
      },
      expect: 'not-applicable',
    },
    {
      title: 'a stack of CloudFormation',
      given: {
        'stack.yaml':
          'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Db:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy: {}\n',
      },
      expect: 'fail',
      fixed: {},
    },
  ],
});

function isUsual(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && usual.test(value));
}

function isOff(value: unknown): boolean {
  return value === undefined || value === false;
}

function attributeLine({
  line,
  attributes,
}: {
  readonly line: number;
  readonly attributes: Readonly<Record<string, { readonly line: number }>>;
}): number {
  return attributes[key]?.line ?? line;
}

function aKey(lines: string): Readonly<Record<string, string>> {
  return { 'kms.tf': `# keys\nresource "aws_kms_key" "db" {\n${lines}}\n` };
}
