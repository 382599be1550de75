import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cured, cures, everything, type Harm, nothing } from '../harms.ts';
import { cureOfLackingMatch, cureOfMatching, cureOfReplacing } from './patterns.ts';

function has(cure: Cured, harm: Harm): boolean {
  return (cure & cures[harm]) !== 0;
}

test('a whole pattern of letters and digits cures of everything', () => {
  for (const pattern of ['^\\d+$', '^[a-z0-9_-]+$', '^[0-9a-f]{24}$', '^\\w+$'])
    assert.equal(cureOfMatching(pattern, 'i'), everything, pattern);
});

test('a pattern that is not whole, or that lets anything through, cures of nothing', () => {
  for (const [pattern, flags] of [
    ['\\d+', ''],
    ['^\\d+', ''],
    ['^\\d+$', 'm'],
    ['^a$|b', ''],
    ['^.+$', ''],
    ['^[^;]+$', ''],
    ['^\\S+$', ''],
  ] as const)
    assert.equal(cureOfMatching(pattern, flags), nothing, pattern);
});

test('a class that holds a harmful character does not cure of what it does', () => {
  const cure = cureOfMatching("^[\\w' ]+$", '');
  assert.equal(has(cure, 'sql'), false);
  assert.equal(has(cure, 'path'), true);
});

test('replacing cures of what is replaced', () => {
  assert.equal(has(cureOfReplacing('<', '&lt;'), 'html'), true);
  assert.equal(has(cureOfReplacing('[<>&"\']', undefined), 'html'), true);
  assert.equal(has(cureOfReplacing("'", "''"), 'sql'), true);
  assert.equal(cureOfReplacing('[^a-z0-9]', ''), everything);
  assert.equal(has(cureOfReplacing('\\.\\.\\/', ''), 'path'), false);
  assert.equal(cureOfReplacing('a', 'b'), nothing);
});

test('where no way up matches there is none, however else it is written', () => {
  for (const pattern of ['\\.\\.', '^\\.\\.', '[./]'])
    assert.equal(has(cureOfLackingMatch(pattern, ''), 'path'), true, pattern);
  for (const pattern of ['\\.\\.\\.', '^\\.\\.$', '\\s', '(', '[<>]'])
    assert.equal(has(cureOfLackingMatch(pattern, ''), 'path'), false, pattern);
  assert.equal(has(cureOfLackingMatch('[<>&]', 'g'), 'html'), true);
  assert.equal(has(cureOfLackingMatch('^<', ''), 'html'), false);
  assert.equal(has(cureOfLackingMatch('[/\\\\?#:]', ''), 'ssrf'), true);
});
