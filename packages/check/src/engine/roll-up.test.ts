import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../rules/registry.generated.ts';
import { practiceExpressions } from './practice-expressions.ts';
import type { Status } from './report-type.ts';
import { all, any, type Expression, inWords, open, rollUp, statusOf } from './roll-up.ts';

const byRule = new Map<string, Status>([
  ['p', 'pass'],
  ['f', 'fail'],
  ['u', 'unknown'],
  ['n', 'not-applicable'],
  ['a', 'attested'],
  ['e', 'error'],
]);
const cases: [Expression, Status][] = [
  ['p', 'pass'],
  ['missing', 'unknown'],
  [all('p', 'n'), 'pass'],
  [all('p', 'u'), 'unknown'],
  [all('u', 'f'), 'fail'],
  [all('e', 'u'), 'error'],
  [all('p', 'a'), 'attested'],
  [all('n', 'n'), 'not-applicable'],
  [all(), 'unknown'],
  [all('p', open('more')), 'unknown'],
  [all('f', open('more')), 'fail'],
  [any('f', 'p'), 'pass'],
  [any('f', 'u'), 'unknown'],
  [any('f', 'n'), 'fail'],
  [any('f', 'a'), 'attested'],
  [any('n'), 'not-applicable'],
  [all('p', any('f', 'p')), 'pass'],
  [all('p', any('f', 'n')), 'fail'],
];
for (const [expression, expected] of cases) {
  test(`${inWords(expression)} is ${expected}`, () => {
    assert.equal(statusOf(expression, byRule), expected);
  });
}

test('a practice without rules is unknown, and says so', () => {
  const [first] = rollUp([], [], {});
  assert.deepEqual(first, {
    practice: 'C1',
    status: 'unknown',
    expression: 'no rule decides it yet',
  });
});

test('expressions name rules that there are, each of its own practice', () => {
  const namesIn = (expression: Expression): string[] =>
    typeof expression === 'string'
      ? [expression]
      : 'open' in expression
        ? []
        : ('all' in expression ? expression.all : expression.any).flatMap(namesIn);
  for (const [practice, expression] of Object.entries(practiceExpressions)) {
    for (const id of namesIn(expression))
      assert.equal(rules.find((rule) => rule.id === id)?.practice, practice, id);
  }
});
