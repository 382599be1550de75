import { mapOf } from '../workflow.ts';
import type { HclBlock, HclValue } from './hcl.ts';
import type { InfrastructureDocument } from './manifest-documents.ts';

/** One statement of a policy of AWS. */
export interface Statement {
  readonly file: string;
  readonly line: number;
  /** What it stands in: `aws_iam_policy.deploy`. */
  readonly owner: string;
  readonly isAllow: boolean;
  readonly actions: readonly string[];
  /** It allows all but what it names. */
  readonly isNegated: boolean;
  readonly resources: readonly string[];
  /** `*`, accounts, services; empty for policies of identities. */
  readonly principals: readonly string[];
  readonly hasCondition: boolean;
}

interface Terraform {
  readonly path: string;
  readonly blocks: readonly HclBlock[];
}

type Place = Pick<Statement, 'file' | 'line' | 'owner'>;

/** The statements of all policies that Terraform, CloudFormation and JSON files hold. */
export function statementsIn(
  terraform: readonly Terraform[],
  documents: readonly InfrastructureDocument[],
): Statement[] {
  return [
    ...terraform.flatMap(({ path, blocks }) => blocks.flatMap((block) => ofBlock(path, block))),
    ...documents
      .filter(({ kind }) => kind === 'policy' || kind === 'cloudformation')
      .flatMap(({ path, line, data }) => within(data, { file: path, line, owner: path })),
  ];
}

function ofBlock(file: string, block: HclBlock): Statement[] {
  const owner = block.labels.join('.');
  if (block.type === 'data' && block.labels[0] === 'aws_iam_policy_document')
    return block.blocks
      .filter(({ type }) => type === 'statement')
      .map((statement) => ofStatementBlock(statement, { file, line: statement.line, owner }));
  if (block.type !== 'resource' || !block.labels[0]?.startsWith('aws_')) return [];
  const own = Object.values(block.attributes).flatMap(({ value, line }) => {
    const data = typeof value === 'string' && value.includes('"Statement"') ? parsed(value) : value;
    return within(data, { file, line, owner });
  });
  return [
    ...own,
    ...block.blocks.flatMap((inner) =>
      ofBlock(file, { ...inner, type: 'resource', labels: block.labels }),
    ),
  ];
}

function ofStatementBlock({ attributes, blocks }: HclBlock, place: Place): Statement {
  const value = (name: string): HclValue | undefined => attributes[name]?.value;
  const not = value('not_actions');
  return {
    ...place,
    isAllow: value('effect') !== 'Deny',
    actions: texts(not ?? value('actions')),
    isNegated: not !== undefined,
    resources: texts(value('resources')),
    principals: blocks
      .filter(({ type }) => type === 'principals')
      .flatMap((one) => texts(one.attributes['identifiers']?.value)),
    hasCondition: blocks.some(({ type }) => type === 'condition'),
  };
}

const deepest = 30;

/** Statements anywhere in plain data. */
function within(data: unknown, place: Place, depth: number = 0): Statement[] {
  if (depth > deepest || typeof data !== 'object' || data === null) return [];
  if (Array.isArray(data)) return data.flatMap((one: unknown) => within(one, place, depth + 1));
  return Object.entries(data as Record<string, unknown>).flatMap(([key, value]) => {
    if (key === 'Statement') {
      const all: unknown[] = Array.isArray(value) ? value : [value];
      return all.map((one) => ofData(mapOf(one), place));
    }
    const isResource = depth === 1 && typeof mapOf(value)['Type'] === 'string';
    return within(value, isResource ? { ...place, owner: key } : place, depth + 1);
  });
}

function ofData(data: Readonly<Record<string, unknown>>, place: Place): Statement {
  const { Principal: principal } = data;
  return {
    ...place,
    isAllow: data['Effect'] === 'Allow',
    actions: texts(data['NotAction'] ?? data['Action']),
    isNegated: data['NotAction'] !== undefined,
    resources: texts(data['Resource']),
    principals:
      typeof principal === 'string' ? [principal] : Object.values(mapOf(principal)).flatMap(texts),
    hasCondition: Object.keys(mapOf(data['Condition'])).length > 0,
  };
}

/** Texts of a value that is one or a list; what only Terraform can tell is left out. */
export function texts(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}

function parsed(text: string): unknown {
  try {
    // What Terraform fills in stands in texts mostly: it is left as it is.
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The resources of Terraform of these types, with where they stand. */
export function resourcesOf(
  terraform: readonly Terraform[],
  types: RegExp,
): { readonly file: string; readonly block: HclBlock; readonly name: string }[] {
  return terraform.flatMap(({ path, blocks }) =>
    blocks
      .filter(({ type, labels }) => type === 'resource' && types.test(labels[0] ?? ''))
      .map((block) => ({ file: path, block, name: block.labels.join('.') })),
  );
}
