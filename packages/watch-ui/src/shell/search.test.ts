import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneOf, textIn } from './search.ts';

test('an address holds texts, and nothing else becomes one', () => {
  assert.equal(textIn({ app: 'shop' }, 'app'), 'shop');
  assert.equal(textIn({ app: 7 }, 'app'), '7');
  assert.equal(textIn({ app: { toString: 1 } }, 'app'), undefined);
  assert.equal(textIn({}, 'app'), undefined);
});

test('a word that the view does not know is as if it were not there', () => {
  assert.equal(oneOf({ status: 'open' }, 'status', ['open', 'any']), 'open');
  assert.equal(oneOf({ status: '<script>' }, 'status', ['open', 'any']), undefined);
});
