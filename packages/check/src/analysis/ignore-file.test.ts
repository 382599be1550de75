import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ignoredBy } from './ignore-file.ts';

const cases: [text: string, ignored: string[], kept: string[]][] = [
  ['.env', ['.env', 'a/.env'], ['.env.local', 'x.env']],
  ['.env*\n!.env.example', ['.env', '.env.local', 'a/.env'], ['.env.example']],
  ['/build', ['build', 'build/a'], ['a/build']],
  ['build/', ['build/a', 'x/build/a'], ['build']],
  ['a/b', ['a/b', 'a/b/c'], ['x/a/b']],
  ['*.log', ['x.log', 'a/x.log'], ['x.logs']],
  ['**/x', ['x', 'a/x', 'a/b/x'], ['ax']],
  ['a/**', ['a/b', 'a/b/c'], ['b']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb']],
  ['[ab].js', ['a.js', 'b.js'], ['c.js']],
  ['[!ab].js', ['c.js'], ['a.js']],
  ['# no\n\n\\#yes', ['#yes'], ['# no']],
  ['dir\n!dir/keep', ['dir/keep'], []],
  ['a?c', ['abc'], ['a/c']],
  ['trailing   ', ['trailing'], []],
  ['(x)+', ['(x)+'], ['xx']],
];
for (const [text, ignored, kept] of cases) {
  test(`ignore file ${JSON.stringify(text)}`, () => {
    const isIgnored = ignoredBy(new Map([['', text]]));
    for (const path of ignored) assert.equal(isIgnored(path), true, path);
    for (const path of kept) assert.equal(isIgnored(path), false, path);
  });
}

test('an ignore file speaks for its folder alone and overrules those above', () => {
  const isIgnored = ignoredBy(
    new Map([
      ['', '*.txt'],
      ['a', '!keep.txt\n/only'],
    ]),
  );
  assert.equal(isIgnored('a/keep.txt'), false);
  assert.equal(isIgnored('keep.txt'), true);
  assert.equal(isIgnored('a/only'), true);
  assert.equal(isIgnored('only'), false);
});
