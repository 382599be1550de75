import { setHclValue } from '../../analysis/infrastructure/hcl-edit.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from '../rule.ts';
import { judgeDocuments } from '../manifest-rule.ts';

/** The state of Terraform is kept where it is encrypted, and not in the repository. */
export const rule: Rule = defineRule({
  id: 'config/terraform-state',
  practice: 'I8',
  severity: 'high',
  confidence: 'certain',
  cwe: 312,
  controls: ['asvs5:13.3.1', 'iso27001:A.8.12'],
  title: 'The state of Terraform is neither in the repository nor unencrypted',
  why: 'The state holds every password that Terraform made or was given, in the open.',
  fix: 'Write `backend "s3" { encrypt = true … }` (or another remote backend), take *.tfstate out of git, add it to .gitignore, and replace what it held.',
  needs: ['terraform', 'repoFiles'],
  run({ terraform, repoFiles }) {
    const states = repoFiles.files.filter(
      ({ path, isTracked }) => isTracked && /\.tfstate(\.backup)?$/.test(path),
    );
    if (terraform.length === 0 && states.length === 0)
      return notApplicable('there is no Terraform');
    const backends = terraform.flatMap(({ path, blocks }) =>
      blocks
        .filter(({ type }) => type === 'terraform')
        .flatMap(({ blocks: inner }) =>
          inner.filter(({ type }) => type === 'backend').map((block) => ({ path, block })),
        ),
    );
    const findings: RuleFinding[] = [
      ...states.map(({ path }) => ({
        place: { file: path },
        message: 'The state of Terraform is tracked',
        identity: path,
      })),
      ...backends
        .filter(
          ({ block }) => block.labels[0] === 's3' && block.attributes['encrypt']?.value === false,
        )
        .map(({ path, block }) => ({
          place: { file: path, line: block.attributes['encrypt']!.line },
          message: 'The state is kept unencrypted',
          identity: 'encrypt',
          severity: 'medium' as const,
        })),
    ];
    return judgeDocuments(
      terraform,
      findings,
      backends[0]?.block.labels[0] ?? 'no state is tracked',
    );
  },
  mend: {
    title: 'Write `encrypt = true` where it says false',
    offer({ place, identity }, { terraform }) {
      const file = terraform.find(({ path }) => path === place?.file);
      const edit =
        file && identity === 'encrypt' && place?.line !== undefined
          ? setHclValue(file, place.line, 'encrypt', 'true')
          : undefined;
      return (
        edit && {
          title: `Encrypt the state of ${file!.path}`,
          edits: [edit],
          afterwards:
            'run terraform init -reconfigure; the state is encrypted when it is next written',
        }
      );
    },
  },
  examples: [
    { title: 'a remote backend', given: { 'main.tf': backend('encrypt = true') }, expect: 'pass' },
    { title: 'nothing tracked', given: { 'main.tf': 'resource "a" "b" {}\n' }, expect: 'pass' },
    {
      title: 'tracked',
      given: { 'main.tf': '', 'terraform.tfstate': '{}' },
      expect: 'fail',
      at: ['terraform.tfstate'],
      fixed: {},
    },
    {
      title: 'unencrypted',
      given: { 'main.tf': backend('encrypt = false # by AES') },
      expect: 'fail',
      at: ['main.tf:3'],
      fixed: { 'main.tf': backend('encrypt = true # by AES') },
    },
    { title: 'broken HCL', given: { 'main.tf': 'terraform {' }, expect: 'unknown' },
    { title: 'no Terraform', given: { 'a.txt': '' }, expect: 'not-applicable' },
  ],
});

function backend(line: string): string {
  return `terraform {\n  backend "s3" {\n    ${line}\n  }\n}\n`;
}
