import { type PracticeId, practiceIds } from '@castellan/core';
import type { Attestation, PracticeOutcome, RuleOutcome, Status } from './report-type.ts';

/** How a practice follows from rules: rule ids, joined by `all` and `any`, and what no rule judges yet. */
export type Expression =
  | string
  | { readonly open: string }
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] };

export function all(...parts: Expression[]): Expression {
  return { all: parts };
}

/** What the practice asks for and no rule judges yet: unknown, so that nothing passes for lack of a rule. */
export function open(what: string): Expression {
  return { open: what };
}

export function any(...parts: Expression[]): Expression {
  return { any: parts };
}

const whenAll: readonly Status[] = ['fail', 'error', 'unknown', 'attested', 'pass'];
const whenAny: readonly Status[] = ['pass', 'attested', 'error', 'unknown', 'fail'];

/**
 * The status of `expression`; rules that were not run count as unknown. What does not apply does not count,
 * unless nothing does. `ofOpen` is that of what no rule judges: people may answer it.
 */
export function statusOf(
  expression: Expression,
  byRule: ReadonlyMap<string, Status>,
  ofOpen: Status = 'unknown',
): Status {
  if (typeof expression === 'string') return byRule.get(expression) ?? 'unknown';
  if ('open' in expression) return ofOpen;
  const [order, parts] =
    'all' in expression ? [whenAll, expression.all] : [whenAny, expression.any];
  const found = new Set(parts.map((part) => statusOf(part, byRule, ofOpen)));
  if (found.size === 0) return ofOpen;
  return order.find((status) => found.has(status)) ?? 'not-applicable';
}

/** True when no rule judges all of it, so that a person may answer the rest. */
export function hasOpenPart(expression: Expression): boolean {
  if (typeof expression === 'string') return false;
  if ('open' in expression) return true;
  const parts = 'all' in expression ? expression.all : expression.any;
  return parts.length === 0 || parts.some(hasOpenPart);
}

/** How a practice follows from rules: by its own expression, or by all of `known` that are about it. */
export function expressionOf(
  practice: PracticeId,
  known: readonly { readonly id: string; readonly practice: PracticeId }[],
  expressions: Partial<Record<PracticeId, Expression>>,
): Expression {
  const own = known.filter((one) => one.practice === practice).map(({ id }) => id);
  return expressions[practice] ?? all(...own);
}

/** `all of a, any of b, c`, in words. */
export function inWords(expression: Expression): string {
  if (typeof expression === 'string') return expression;
  if ('open' in expression) return `${expression.open} (not judged yet)`;
  const [word, parts] = 'all' in expression ? ['all', expression.all] : ['any', expression.any];
  if (parts.length === 0) return 'no rule decides it yet';
  if (parts.length === 1) return inWords(parts[0]!);
  const shown = parts.map((part) =>
    typeof part === 'string' || 'open' in part ? inWords(part) : `(${inWords(part)})`,
  );
  return `${word} of ${shown.join(', ')}`;
}

/** All 41, each by its own expression, or by all of `known` rules that are about it. */
export function rollUp(
  outcomes: readonly RuleOutcome[],
  known: readonly { readonly id: string; readonly practice: PracticeId }[],
  expressions: Partial<Record<PracticeId, Expression>>,
  attested: ReadonlyMap<PracticeId, Attestation> = new Map(),
): PracticeOutcome[] {
  const byRule = new Map(outcomes.map(({ rule, status }) => [rule, status]));
  return practiceIds.map((practice) => {
    const expression = expressionOf(practice, known, expressions);
    const attestation = hasOpenPart(expression) ? attested.get(practice) : undefined;
    const status = statusOf(expression, byRule, attestation ? 'attested' : 'unknown');
    return {
      practice,
      status,
      expression: inWords(expression),
      ...(attestation && { attestation }),
    };
  });
}
