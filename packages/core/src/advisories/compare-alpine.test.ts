import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testOrder } from './case-order.ts';
import { compareAlpine, isAlpineVersion } from './compare-alpine.ts';

const chains = [
  '1.2 < 1.2.1 < 1.10 < 2',
  '1.36.1-r0 < 1.36.1-r2 < 1.36.1-r10 < 1.36.2-r0',
  '3.0_alpha < 3.0_alpha2 < 3.0_beta < 3.0_pre1 < 3.0_rc1 < 3.0_rc2 < 3.0 < 3.0-r1 < 3.0_git20260101 < 3.0_p1 < 3.0_p2 < 3.0a < 3.0.1',
  '1.0_rc1_p1 < 1.0',
  '1.0_alpha_pre2 < 1.0_alpha',
  '2.5_p1-r2 < 2.5_p10-r0',
  '1.00 < 1.01 < 1.05 < 1.1 < 1.10',
  '0007 = 7',
  '9 < 20260101 < 20260102-r3',
  '1.0_git20191002222144-r0 < 1.0_git20210530193627-r0',
  '8.9p < 8.10',
  '1.2.3b-r1 < 1.2.3b-r2 < 1.2.3c',
];

testOrder(compareAlpine, chains);

test('what is a version of Alpine', () => {
  for (const text of ['1.36.1-r0', '20260101', '1.2b_p3-r1', '1.0_git20260101~abc123-r0'])
    assert.ok(isAlpineVersion(text), text);
  for (const text of ['', 'a', '1:1.0-1', '1.0-1', '1.0_foo', '1.0bc', '1.0-r', '1..2'])
    assert.ok(!isAlpineVersion(text), text);
});
