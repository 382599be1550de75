import { isForTests } from '../analysis/infrastructure/manifest-documents.ts';
import type { EvidenceValues } from '../evidence/registry.generated.ts';
import { judgeDocuments } from './manifest-rule.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from './rule.ts';

type Infrastructure = Pick<EvidenceValues, 'terraform' | 'manifests'>;

type InfrastructureRule = Omit<Rule, 'needs' | 'mayRead' | 'run' | 'mend'> & {
  /** What is wrong, and how many things were looked at. */
  judge(given: Infrastructure): {
    readonly findings: readonly RuleFinding[];
    readonly seen: number;
  };
  readonly mend?: Rule<'terraform' | 'manifests', never>['mend'];
  /** `policies of AWS`. */
  readonly what: string;
};

/** A rule about Terraform, CloudFormation and policies in JSON. */
export function infrastructureRule({
  judge,
  what,
  examples,
  mend,
  ...about
}: InfrastructureRule): Rule {
  return defineRule<'terraform' | 'manifests'>({
    ...about,
    ...(mend && { mend }),
    needs: ['terraform', 'manifests'],
    run({ terraform, manifests }) {
      const documents = manifests.filter(({ kind }) => kind !== 'kubernetes');
      const files = [...terraform, ...documents];
      const { findings, seen } = judge({ terraform, manifests: documents });
      if (seen === 0 && files.every(({ problem }) => problem === undefined))
        return notApplicable(`there are no ${what}`);
      return judgeDocuments(files, findings.map(milderInTests), `${seen} ${what} were looked at`);
    },
    examples: [
      ...examples,
      {
        title: 'broken HCL',
        given: { 'main.tf': 'resource "aws_s3_bucket" "a" {\n' },
        expect: 'unknown',
      },
      {
        title: 'a broken template of CloudFormation',
        given: { 'stack.yaml': 'AWSTemplateFormatVersion: "2010-09-09"\nResources: [\n' },
        expect: 'unknown',
      },
      { title: 'nothing of the kind', given: { 'a.txt': '' }, expect: 'not-applicable' },
    ],
  });
}

function milderInTests(finding: RuleFinding): RuleFinding {
  const isTest = finding.place !== undefined && isForTests(finding.place.file);
  return isTest ? { ...finding, severity: 'low', confidence: 'possible' } : finding;
}
