import { resourcesOf, statementsIn, texts } from '../../analysis/infrastructure/policies.ts';
import type { HclBlock } from '../../analysis/infrastructure/hcl.ts';
import { setHclValue } from '../../analysis/infrastructure/hcl-edit.ts';
import { mapOf } from '../../analysis/workflow.ts';
import { infrastructureRule } from '../infrastructure-rule.ts';
import type { Rule, RuleFinding } from '../rule.ts';

const storage = /^(aws_s3_bucket\w*|google_storage_\w+|azurerm_storage_(account|container))$/;
const guards = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
];

/** Storage of the cloud is open to nobody outside. */
export const rule: Rule = infrastructureRule({
  id: 'iam/public-storage',
  practice: 'I4',
  severity: 'high',
  confidence: 'likely',
  cwe: 732,
  controls: ['iso27001:A.8.12', 'soc2:CC6.1'],
  title: 'Buckets are closed to the public',
  why: 'Open buckets are found by programs that try names all day: backups and uploads of customers have been lost that way again and again.',
  fix: 'Take the public grant out and write `aws_s3_bucket_public_access_block` with all four settings true; serve files through a CDN that alone may read.',
  what: 'buckets and grants',
  judge({ terraform, manifests }) {
    const resources = resourcesOf(terraform, storage);
    const policies = statementsIn(terraform, manifests).filter(
      ({ isAllow, principals, hasCondition, actions }) =>
        isAllow &&
        !hasCondition &&
        principals.includes('*') &&
        actions.some((one) => /^s3:(\*|Get|List|Put|Delete)|^\*$/.test(one)),
    );
    const buckets = manifests.flatMap(({ path, line, data }) =>
      Object.entries(mapOf(mapOf(data)['Resources'])).flatMap(([name, value]) =>
        mapOf(value)['Type'] === 'AWS::S3::Bucket'
          ? [{ path, line, name, given: mapOf(mapOf(value)['Properties']) }]
          : [],
      ),
    );
    const findings: RuleFinding[] = [
      ...resources.flatMap(({ file, block, name }) => openIn(file, block, name)),
      ...policies.map(({ file, line, owner }) => ({
        place: { file, line },
        message: `${owner} lets everybody read or write`,
        identity: owner,
      })),
      ...buckets
        .filter(({ given }) => isOpenList(String(given['AccessControl'])))
        .map(({ path, line, name, given }) => ({
          place: { file: path, line },
          message: `${name} is ${String(given['AccessControl'])}`,
          identity: name,
        })),
    ];
    return { findings, seen: resources.length + policies.length + buckets.length };
  },
  mend: {
    needsUnsafe: true,
    title: 'Close it in Terraform: a private list, the guards on',
    offer({ place, message }, { terraform }) {
      const file = terraform.find(({ path }) => path === place?.file);
      const [key, to] = closing(message) ?? [];
      if (!file || place?.line === undefined || key === undefined || to === undefined)
        return undefined;
      const edit = setHclValue(file, place.line, key, to);
      return (
        edit && {
          title: `Close the storage of ${file.path} to the public: ${key}`,
          edits: [edit],
          afterwards: 'see that no page is served from it; a CDN reads it by a role of its own',
          isUnsafe: true,
        }
      );
    },
  },
  examples: [
    {
      title: 'closed',
      given: bucket(guarded('true', 'true')),
      expect: 'pass',
    },
    {
      title: 'three of the four settings are left out, which is false',
      given: bucket(
        'resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = "a"\n  block_public_acls = true\n}\n',
      ),
      expect: 'fail',
      at: ['s3.tf:2'],
      fixed: {},
    },
    {
      title: 'read by a CDN alone',
      given: bucket(
        'resource "aws_s3_bucket_policy" "a" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" }, Action = "s3:GetObject", Resource = "*" }] })\n}\n',
      ),
      expect: 'pass',
    },
    {
      title: 'a public list',
      given: bucket('resource "aws_s3_bucket_acl" "a" {\n  acl = "public-read"\n}\n'),
      expect: 'fail',
      at: ['s3.tf:3'],
      fixed: bucket('resource "aws_s3_bucket_acl" "a" {\n  acl = "private"\n}\n'),
    },
    {
      title: 'the guard is off',
      given: bucket(guarded('true', 'false // for now')),
      expect: 'fail',
      fixed: bucket(guarded('true', 'true // for now')),
    },
    {
      title: 'a policy for everybody',
      given: bucket(
        'resource "aws_s3_bucket_policy" "a" {\n  policy = <<EOT\n{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"${aws_s3_bucket.a.arn}/*"}]}\nEOT\n}\n',
      ),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'open to every account of AWS, and a list for logs',
      given: bucket(
        'resource "aws_s3_bucket_acl" "a" {\n  acl = "authenticated-read"\n}\nresource "aws_s3_bucket_acl" "b" {\n  acl = "log-delivery-write"\n}\n',
      ),
      expect: 'fail',
      at: ['s3.tf:3'],
      fixed: bucket(
        'resource "aws_s3_bucket_acl" "a" {\n  acl = "private"\n}\nresource "aws_s3_bucket_acl" "b" {\n  acl = "log-delivery-write"\n}\n',
      ),
    },
    {
      title: 'Google and Azure',
      given: {
        'a.tf':
          'resource "google_storage_bucket_iam_member" "a" {\n  member = "allUsers"\n}\nresource "azurerm_storage_container" "b" {\n  container_access_type = "blob"\n}\n',
      },
      expect: 'fail',
      at: ['a.tf:2', 'a.tf:5'],
    },
    {
      title: 'Azure: containers, and what an account allows',
      given: {
        'a.tf':
          'resource "azurerm_storage_container" "b" {\n  container_access_type = "blob"\n}\nresource "azurerm_storage_account" "c" { allow_nested_items_to_be_public = true }\n',
      },
      expect: 'fail',
      at: ['a.tf:2', 'a.tf:4'],
      fixed: {
        'a.tf':
          'resource "azurerm_storage_container" "b" {\n  container_access_type = "private"\n}\nresource "azurerm_storage_account" "c" { allow_nested_items_to_be_public = false }\n',
      },
    },
    {
      title: 'CloudFormation',
      given: {
        'stack.yaml':
          'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Files:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: PublicRead\n',
      },
      expect: 'fail',
    },
  ],
});

/** What is to be written where a finding says this; undefined where one attribute does not close it. */
function closing(message: string): readonly [key: string, value: string] | undefined {
  if (/ is (public|authenticated)-/.test(message)) return ['acl', '"private"'];
  if (message.includes(' is open to all (')) return ['container_access_type', '"private"'];
  if (message.endsWith(' lets containers be public'))
    return ['allow_nested_items_to_be_public', 'false'];
  const [, guard] = / switches (\w+) off$/.exec(message) ?? [];
  return guard === undefined ? undefined : [guard, 'true'];
}

/** Whoever has an account with AWS, any account, is the public too. */
function isOpenList(acl: string): boolean {
  return /^(public-?read|authenticated-?read$)/i.test(acl);
}

function openIn(
  file: string,
  { labels, attributes, line: begins }: HclBlock,
  name: string,
): RuleFinding[] {
  const told = (line: number, message: string): RuleFinding => ({
    place: { file, line },
    message: `${name} ${message}`,
    identity: `${name} ${message}`,
  });
  const {
    acl,
    member,
    members,
    container_access_type: access,
    allow_nested_items_to_be_public: nested,
  } = attributes;
  const everybody = [...texts(member?.value), ...texts(members?.value)].find((one) =>
    /^all(Authenticated)?Users$/.test(one),
  );
  const off = guards.filter((key) => attributes[key]?.value === false);
  // What is left out is false, also where AWS had it true for a new bucket.
  const isGuard = labels[0] === 'aws_s3_bucket_public_access_block';
  const forgotten = isGuard ? guards.filter((key) => attributes[key] === undefined) : [];
  return [
    ...texts(acl?.value)
      .filter(isOpenList)
      .map((one) => told(acl!.line, `is ${one}`)),
    ...(everybody === undefined
      ? []
      : [told((member ?? members)!.line, `is open to ${everybody}`)]),
    ...texts(access?.value)
      .filter((one) => /^(blob|container)$/.test(one))
      .map((one) => told(access!.line, `is open to all (${one})`)),
    ...(nested?.value === true ? [told(nested.line, 'lets containers be public')] : []),
    ...off.map((key) => told(attributes[key]!.line, `switches ${key} off`)),
    ...(forgotten.length > 0
      ? [{ ...told(begins, `leaves ${forgotten.join(', ')} off`), severity: 'medium' as const }]
      : []),
  ];
}

function guarded(acls: string, policies: string): string {
  return `resource "aws_s3_bucket_public_access_block" "a" {\n  block_public_acls = ${acls}\n  block_public_policy = ${policies}\n  ignore_public_acls = true\n  restrict_public_buckets = true\n}\n`;
}

function bucket(more: string): Readonly<Record<string, string>> {
  return { 's3.tf': `resource "aws_s3_bucket" "a" {}\n${more}` };
}
