import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../rules/registry.generated.ts';
import { practiceExpressions } from './practice-expressions.ts';
import type { Status } from './report-type.ts';
import {
  all,
  any,
  type Expression,
  hasOpenPart,
  inWords,
  open,
  rollUp,
  statusOf,
} from './roll-up.ts';

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

test('a person answers only what no rule judges', () => {
  const attestation = { statement: 's', by: 'ana', date: '2026-01-01', until: '2027-01-01' };
  const known = [
    { id: 'p', practice: 'C1' },
    { id: 'u', practice: 'C2' },
    { id: 'p', practice: 'C3' },
    { id: 'f', practice: 'C4' },
  ] as const;
  const outcomes = [...byRule].map(([rule, status]) => ({
    rule,
    practice: 'C1' as const,
    status,
    reason: '',
    elapsedMs: 0,
  }));
  const expressions = { C3: all('p', open('x')), C4: all('f', open('x')) };
  const attested = new Map(
    (['C1', 'C2', 'C3', 'C4', 'M1'] as const).map((practice) => [practice, attestation]),
  );
  const told = rollUp(outcomes, known, expressions, attested);
  const standing = (practice: string): unknown => {
    const one = told.find((outcome) => outcome.practice === practice);
    return [one?.status, one?.attestation !== undefined];
  };
  assert.deepEqual(standing('C1'), ['pass', false]);
  assert.deepEqual(standing('C2'), ['unknown', false]);
  assert.deepEqual(standing('C3'), ['attested', true]);
  assert.deepEqual(standing('C4'), ['fail', true]);
  assert.deepEqual(standing('M1'), ['attested', true]);
  assert.deepEqual([hasOpenPart(any('p', open('x'))), hasOpenPart(all('p'))], [true, false]);
});
