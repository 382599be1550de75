import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KeywordSearch } from './keyword-search.ts';

function hitsIn(keywords: readonly string[], text: string): string[] {
  const hits: string[] = [];
  new KeywordSearch(keywords).search(text, (keyword, start) => hits.push(`${keyword}@${start}`));
  return hits.sort();
}

test('it finds what a plain search finds, overlaps included', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '_'), minLength: 1, maxLength: 4 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '_', 'é'), maxLength: 40 });
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 6 }), text, (keywords, given) => {
      const plain = keywords.flatMap((keyword, index) => {
        const starts = Array.from({ length: given.length }, (_, at) => at).filter((at) =>
          given.toLowerCase().startsWith(keyword.toLowerCase(), at),
        );
        return starts.map((at) => `${index}@${at}`);
      });
      assert.deepEqual(hitsIn(keywords, given), plain.sort());
    }),
  );
});

test('a keyword that ends within another is found too', () => {
  assert.deepEqual(hitsIn(['she', 'he', 'hers'], 'ushers'), ['0@1', '1@2', '2@2']);
});
