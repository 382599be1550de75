import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { testOrder } from './case-order.ts';
import { compareDebian, isDebianVersion } from './compare-debian.ts';

const chains = [
  '1.0~~ < 1.0~~a < 1.0~ < 1.0 < 1.0-1 < 1.0a < 1.0+b1',
  '3.0.11-1~deb12u2 < 3.0.11-1 < 3.0.11-1+deb12u1 < 3.0.15-1~deb12u1',
  '9.9-9 < 1:0.1-1 < 2:0.1-1',
  '0:1.0-1 = 1.0-1',
  '1.0 = 1.0-0',
  '1.9 < 1.10 < 1.100',
  '1.07 = 1.7',
  '2.36-9+deb12u4 < 2.36-9+deb12u10',
  '1.2.3-1 < 1.2.3-1.1 < 1.2.3-2',
  '1.0-rc1-1 < 1.0-rc2-1',
  '1.0a < 1.0z < 1.0.',
  '7.88.1-10+deb12u5 < 7.88.1-10+deb12u12 < 8.0.0-1',
  '20230311 < 20230311+deb12u1 < 20230311.1',
];

testOrder(compareDebian, chains);

test('what is a version of Debian', () => {
  for (const text of ['1', '1:2.3-4', '1.0~rc1', '2.36-9+deb12u4', '1.0-rc1-1'])
    assert.ok(isDebianVersion(text), text);
  for (const text of ['', 'a1', '1 2', '1.0/2', ':1', '1.0_2$'])
    assert.ok(!isDebianVersion(text), text);
});

const hasDpkg = spawnSync('dpkg', ['--version']).status === 0;
test(
  'dpkg itself says the same of versions made up by chance',
  { skip: !hasDpkg && 'there is no dpkg here' },
  () => {
    const run = fc.stringMatching(/^[0-9a-z.+~]{0,6}$/);
    const version = fc
      .tuple(fc.constantFrom('', '0:', '1:'), run, fc.constantFrom('', '-0', '-1', '-1~', '-1+b2'))
      .map(([epoch, rest, revision]) => `${epoch}1${rest}${revision}`);
    fc.assert(
      fc.property(version, version, (left, right) => {
        const order = Math.sign(compareDebian(left, right));
        const word = ['lt', 'eq', 'gt'][order + 1] ?? '';
        assert.equal(
          spawnSync('dpkg', ['--compare-versions', left, word, right]).status,
          0,
          `${left} ${word} ${right}`,
        );
      }),
      { numRuns: 150 },
    );
  },
);
