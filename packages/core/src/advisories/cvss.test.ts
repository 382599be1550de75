import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseScore, severityOf } from './cvss.ts';

const scores: readonly (readonly [string, number])[] = [
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
  ['CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H', 7.2],
  ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 7.5],
  ['CVSS:3.1/AV:L/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N', 2.2],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
];

for (const [vector, score] of scores) {
  test(`${vector} is ${score}`, () => assert.equal(baseScore(vector), score));
}

test('what is no vector of version 3 has no score', () => {
  for (const text of [
    '',
    'CVSS:4.0/AV:N',
    'CVSS:3.1/AV:N',
    'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  ])
    assert.equal(baseScore(text), undefined, text);
});

test('severities begin at the scores that FIRST names', () => {
  assert.deepEqual([3.9, 4, 6.9, 7, 8.9, 9].map(severityOf), [
    'low',
    'medium',
    'medium',
    'high',
    'high',
    'critical',
  ]);
});
