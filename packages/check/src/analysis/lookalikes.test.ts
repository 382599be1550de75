import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookalikesOf } from './lookalikes.ts';

const popular = ['lodash', 'react', 'react-dom', 'express', 'cross-env', 'chalk'];
const known = new Set([...popular, 'preact', 'lodash-es']);

test('one slip of the hand, and words that are joined otherwise', () => {
  for (const [name, like] of [
    ['loadsh', 'lodash'],
    ['lodahs', 'lodash'],
    ['lodas', 'lodash'],
    ['lodashs', 'lodash'],
    ['expresss', 'express'],
    ['reactdom', 'react-dom'],
    ['crossenv', 'cross-env'],
    ['react.dom', 'react-dom'],
  ] as const)
    assert.deepEqual(lookalikesOf([name], known, popular), [{ name, like }]);
});

test('well-known names, scopes, short ones and other words are none', () => {
  const names = [
    'preact',
    'react',
    '@acme/loadsh',
    'expo',
    'lodash-es',
    'expression',
    'shop-core',
    'express5',
  ];
  assert.deepEqual(lookalikesOf(names, known, popular), []);
});
