import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSemver, isSemver } from './compare-semver.ts';

const oldestFirst = [
  '0.0.0-0',
  '0.0.1',
  '0.9.0',
  '0.10.0',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '2.0.0',
  '9007199254740993.0.0',
];

test('the order of section 11, with numbers of any length', () => {
  for (const [at, left] of oldestFirst.entries())
    for (const [place, right] of oldestFirst.entries())
      assert.equal(
        Math.sign(compareSemver(left, right)),
        Math.sign(at - place),
        `${left} ${right}`,
      );
});

test('what was built from it does not count', () => {
  assert.equal(compareSemver('1.0.0+a', '1.0.0+b'), 0);
  assert.equal(compareSemver('v1.0.0', '1.0.0'), 0);
});

test('what is no version', () => {
  for (const text of ['', '1', '1.2', '1.2.3.4', 'latest', 'file:../a', '1.2.x', '1.2.3-'])
    assert.ok(!isSemver(text), text);
});
