import type { PracticeId } from '@castellan/core';
import { rules } from '../rules/registry.generated.ts';
import { type Target, targetOf } from '../rules/rule.ts';
import { practiceExpressions } from './practice-expressions.ts';
import { type Expression, expressionOf, hasOpenPart } from './roll-up.ts';

/** What of a practice no rule judges, so that a person may answer; undefined when rules judge all of it. */
export function practiceQuestion(practice: PracticeId): string | undefined {
  const expression = expressionOf(practice, rules, practiceExpressions);
  if (!hasOpenPart(expression)) return undefined;
  const told = openParts(expression);
  return told.length === 0 ? 'no rule judges it yet' : told.join('; ');
}

/** Which kinds of things rules look at for a practice. */
export function targetsOf(practice: PracticeId): readonly Target[] {
  return [...new Set(rules.filter((rule) => rule.practice === practice).map(targetOf))];
}

function openParts(expression: Expression): string[] {
  if (typeof expression === 'string') return [];
  if ('open' in expression) return [expression.open];
  return ('all' in expression ? expression.all : expression.any).flatMap(openParts);
}
