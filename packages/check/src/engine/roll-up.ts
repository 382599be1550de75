import { type PracticeId, practiceIds } from '@castellan/core';
import type { PracticeOutcome, RuleOutcome, Status } from './report-type.ts';

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

/** The status of `expression`; rules that were not run count as unknown. What does not apply does not count, unless nothing does. */
export function statusOf(expression: Expression, byRule: ReadonlyMap<string, Status>): Status {
  if (typeof expression === 'string') return byRule.get(expression) ?? 'unknown';
  if ('open' in expression) return 'unknown';
  const [order, parts] =
    'all' in expression ? [whenAll, expression.all] : [whenAny, expression.any];
  const found = new Set(parts.map((part) => statusOf(part, byRule)));
  if (found.size === 0) return 'unknown';
  return order.find((status) => found.has(status)) ?? 'not-applicable';
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
): PracticeOutcome[] {
  const byRule = new Map(outcomes.map(({ rule, status }) => [rule, status]));
  return practiceIds.map((practice) => {
    const own = known.filter((one) => one.practice === practice).map(({ id }) => id);
    const expression = expressions[practice] ?? all(...own);
    return { practice, status: statusOf(expression, byRule), expression: inWords(expression) };
  });
}
