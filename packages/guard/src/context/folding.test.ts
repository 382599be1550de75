import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from './folding.ts';

test('no code point changes its length, alone or among others', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    const length = fold(`a${character}b`).length;
    if (length !== character.length + 2) assert.fail(`U+${code.toString(16)}: ${length}`);
  }
});

test('a value folds alike alone and within a text', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('İ', 'Σ', 'ΑΣ', 'ς', 'I', 'ﬁ'),
  );
  const text = fc.array(unit).map((units) => units.join(''));
  fc.assert(
    fc.property(text, text, text, (before, value, after) => {
      const whole = fold(before + value + after);
      // A surrogate that ends one string and pairs with the next is one character there.
      fc.pre(before.isWellFormed() && value.isWellFormed() && after.isWellFormed());
      assert.equal(whole.slice(before.length, before.length + value.length), fold(value));
    }),
  );
});
