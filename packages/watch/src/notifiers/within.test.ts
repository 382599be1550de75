import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeMarkup, within } from './within.ts';

test('a text at the limit stays whole, and one past it ends in an ellipsis', () => {
  assert.equal(within('abcde', 5), 'abcde');
  assert.equal(within('abcdef', 5), 'abcd…');
  assert.equal(within('', 5), '');
});

test('no escape and no character is cut in half, and the limit counts what is sent', () => {
  assert.equal(within('a<b', 5, { escape: escapeMarkup }), 'a…');
  assert.equal(within('a<b', 6, { escape: escapeMarkup }), 'a&lt;b');
  const measure = (text: string): number => Buffer.byteLength(text);
  assert.equal(within('🏰🏰🏰', 11, { measure }), '🏰🏰…');
});

test('whatever the text, the result is within the limit and begins like it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, max) => {
      const result = within(text, max, { measure: Buffer.byteLength });
      assert.ok(Buffer.byteLength(result) <= max);
      assert.ok(result === text || text.startsWith(result.slice(0, -1)));
    }),
  );
});
