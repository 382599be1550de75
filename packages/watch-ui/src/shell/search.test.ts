import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneOf, readSearch, textIn, writeSearch } from './search.ts';

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

test('what stands in the address is text, also where it reads as JSON', () => {
  for (const q of ['"union select"', '7', 'true', '{"a":1}', 'a+b & c=d', '%2f ünï']) {
    assert.deepEqual(readSearch(writeSearch({ q, from: undefined })), { q });
  }
  assert.deepEqual(readSearch('?q=%22a+b%22&block=203.0.113.7'), {
    q: '"a b"',
    block: '203.0.113.7',
  });
  assert.equal(writeSearch({ q: undefined }), '');
});
