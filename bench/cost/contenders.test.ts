import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseContender } from './contenders.ts';

test('a contender is a name, variables and flags, as in a shell', () => {
  assert.deepEqual(parseContender(`zen=AIKIDO_BLOCK=true NOTE='a b' --require "x y"`), {
    name: 'zen',
    env: { AIKIDO_BLOCK: 'true', NOTE: 'a b' },
    flags: ['--require', 'x y'],
  });
  assert.deepEqual(parseContender('plain='), { name: 'plain', env: {}, flags: [] });
  assert.deepEqual(parseContender('other=-r x', '/tmp/other').cwd, '/tmp/other');
});

test('a contender without a name is refused', () => {
  assert.throws(() => parseContender('--require x'), /--contender wants/);
  assert.throws(() => parseContender('=--require x'), /--contender wants/);
});
