import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseScore } from './cvss.ts';
import { baseScore4 } from './cvss4.ts';

/** Base vectors of vulnerabilities that FIRST's document of examples is about, and others. */
const scores: readonly (readonly [about: string, vector: string, score: number])[] = [
  ['CVE-2022-41741', 'AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
  ['CVE-2020-3549', 'AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7],
  ['CVE-2023-3089', 'AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N', 8.3],
  ['CVE-2021-44714', 'AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N', 4.6],
  ['CVE-2021-44228', 'AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
  ['CVE-2014-0160', 'AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', 8.7],
  ['CVE-2016-5729', 'AV:L/AC:L/AT:N/PR:H/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 9.3],
  ['no impact', 'AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', 0],
  ['the least', 'AV:P/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N', 1],
];

for (const [about, vector, score] of scores)
  test(`${about}: ${vector} is ${score}`, () => {
    assert.equal(baseScore4(`CVSS:4.0/${vector}`), score);
    assert.equal(baseScore(`CVSS:4.0/${vector}`), score);
  });

test('metrics of the other groups change nothing', () => {
  const [, vector] = scores[0]!;
  assert.equal(baseScore4(`CVSS:4.0/${vector}/E:U/CR:L/MAV:P/S:P`), 7.3);
});

test('what is no whole vector has no score', () => {
  const [, vector] = scores[0]!;
  for (const text of [
    '',
    vector,
    `CVSS:3.1/${vector}`,
    `CVSS:4.0/${vector.replace('AV:L', 'AV:X')}`,
    `CVSS:4.0/${vector.replace('/SA:N', '')}`,
    `CVSS:4.0/${vector.replace('AV:L', 'AV:')}`,
  ])
    assert.equal(baseScore4(text), undefined, text);
});
