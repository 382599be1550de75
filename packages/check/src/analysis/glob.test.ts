import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globMatcher } from './glob.ts';

const cases: [glob: string, matched: string[], left: string[]][] = [
  ['a*c', ['ac', 'abc'], ['a/c', 'abcd']],
  ['a?c', ['abc'], ['ac', 'a/c']],
  ['**/a', ['a', 'x/a', 'x/y/a'], ['xa', 'x/ab']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'b/a']],
  ['[a-cx].js', ['a.js', 'c.js', 'x.js'], ['d.js', '/.js']],
  ['[!a].js', ['b.js'], ['a.js', '/.js']],
  ['\\*', ['*'], ['a']],
  ['(x)+', ['(x)+'], ['xx']],
  ['', [''], ['a']],
];
for (const [glob, matched, left] of cases) {
  test(`glob ${JSON.stringify(glob)}`, () => {
    const matches = globMatcher(glob);
    for (const path of matched) assert.equal(matches(path), true, path);
    for (const path of left) assert.equal(matches(path), false, path);
  });
}

test('a hostile glob ends', () => {
  const matches = globMatcher(`${'*a'.repeat(40)}b${'/**/a'.repeat(20)}`);
  assert.equal(matches(`${'a'.repeat(2000)}c`), false);
});
