import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PairMarks } from './pair-marks.ts';

test('each pair is new once with each mark, whatever came before', () => {
  const number = fc.oneof(fc.nat(3), fc.nat(2 ** 26 - 1));
  const mark = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, mark)), (asked) => {
      const marks = new PairMarks();
      const seen = new Set<string>();
      for (const [from, to, one] of asked) {
        const key = `${from} ${to} ${one}`;
        assert.equal(marks.isNew(from, to, one), !seen.has(key));
        seen.add(key);
      }
    }),
  );
});
