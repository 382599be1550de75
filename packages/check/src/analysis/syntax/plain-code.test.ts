import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainCode } from './plain-code.ts';

test('comments become blank and places stay', () => {
  const { code } = plainCode("a; // one\nb = 'http://x'; /* two\nthree */ c `//` d");
  assert.equal(code, "a;       \nb = 'http://x';       \n         c `//` d");
});

test('what stands in quotes is told; a quote without end ends with its line', () => {
  const text = 'a(\'b\', "c\\"d");\nx = \'open\ny';
  const { isQuoted } = plainCode(text);
  for (const [piece, quoted] of [
    ['b', true],
    ['d', true],
    ['a', false],
    ['open', true],
    ['y', false],
    ['x', false],
  ] as const)
    assert.equal(isQuoted(text.indexOf(piece)), quoted, piece);
});
