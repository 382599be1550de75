import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from '../folding.ts';
import { shapeOf } from '../shape.ts';
import { decodedForms, isDecodable, isOnlyStrippable } from '../transformations/decoding.ts';
import { strippedForms } from '../transformations/stripping.ts';
import { Candidate } from './candidate.ts';
import { CharacterPairs } from './character-pairs.ts';
import type { Needle } from './needle.ts';
import { TextSketch } from './text-sketch.ts';

const unit = fc.constantFrom(
  ...'aBk19_ \t\n\0\'"`;<>\\-.,=(&#%+{}[]/'.split(''),
  'é',
  'e\u0301',
  '\u0338',
  'İ',
  'K',
  '’',
  '\u00a0',
  '\u200b',
  'eyJ',
  'J',
  '&#39;',
  'name',
);
const value = fc.string({ unit, minLength: 1, maxLength: 24 });

/** The candidates of a value for which stripped forms are made late, or of the value alone. */
function candidatesOf(sent: string): Candidate[] {
  const form = { value: sent, shape: shapeOf(sent), transformations: [] };
  const source = { input: { path: 'q', value: sent } };
  return [form, ...strippedForms(sent, form.shape, [])].map((each) => new Candidate(source, each));
}

test('no value is sent away that stands in the text in any form', () => {
  fc.assert(
    fc.property(value, value, value, (sent, before, after) => {
      for (const candidate of candidatesOf(sent)) {
        const ways: [readonly Needle[], (text: TextSketch) => boolean][] = [
          [candidate.plain, (text) => candidate.mayStandIn(text)],
          [candidate.doubled, (text) => candidate.mayStandIn(text)],
          [candidate.backslashed, (text) => candidate.mayStandBackslashedIn(text)],
        ];
        for (const [needles, mayStand] of ways) {
          for (const needle of needles) {
            const text = fold(before) + needle.folded + fold(after);
            assert.ok(mayStand(new TextSketch(text)), JSON.stringify([sent, needle.value, text]));
          }
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a value is sent away whose letters, marks or length are not those of the text', () => {
  const mayStand = (sent: string, text: string): boolean =>
    new Candidate(
      { input: { path: 'q', value: sent } },
      { value: sent, shape: shapeOf(sent), transformations: [] },
    ).mayStandIn(new TextSketch(text));
  const text = "select name from t where id = 'ab cd'";
  assert.equal(mayStand("'AB  cd'", text), true);
  assert.equal(mayStand("'ab ce'", text), false);
  assert.equal(mayStand("a'b", text), false);
  assert.equal(mayStand('cd ab', text), false);
  assert.equal(mayStand('name from '.repeat(5), text), false);
});

test('whatever shares a stretch with the text is not sent away', () => {
  fc.assert(
    fc.property(
      value,
      value,
      value,
      fc.integer({ min: 1, max: 20 }),
      (before, shared, after, length) => {
        fc.pre(shared.length >= length);
        const pairs = new CharacterPairs(fold(`${after}${shared}${before}`));
        assert.ok(pairs.mayHold(shared, 'all'));
        assert.ok(pairs.mayShare(`${before}${shared}${after}`, length));
      },
    ),
  );
  assert.equal(new CharacterPairs('abcdefgh').mayShare('abcdefg', 8), false);
  assert.equal(new CharacterPairs('abcdefgh').mayShare('xabcdefxgh', 8), false);
});

test('what is made late is all that decoding would have made', () => {
  fc.assert(
    fc.property(value, (sent) => {
      const shape = shapeOf(sent);
      fc.pre(isDecodable(sent, shape) && isOnlyStrippable(sent, shape));
      const late = strippedForms(sent, shape, []).filter((form) => form.value !== '');
      const { forms } = decodedForms(sent, shape, []);
      const valuesOf = (all: readonly { readonly value: string }[]): string[] =>
        all.map((form) => form.value).toSorted();
      assert.deepEqual(valuesOf(late), valuesOf(forms.slice(1)));
      for (const form of late) assert.equal(form.shape, shapeOf(form.value));
    }),
    { numRuns: 2_000 },
  );
});
