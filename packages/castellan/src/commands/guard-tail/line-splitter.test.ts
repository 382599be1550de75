import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineSplitter } from './line-splitter.ts';
import { momentBefore } from './since.ts';

test('gives the same lines however the bytes are cut', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\u2028'), maxLength: 60 });
  fc.assert(
    fc.property(
      text,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (content, cuts) => {
        const bytes = Buffer.from(`${content}\n`);
        const splitter = new LineSplitter(1_000);
        const lines: string[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = cuts[turn % cuts.length]!;
          lines.push(...splitter.add(bytes.subarray(at, at + size)));
          at += size;
        }
        assert.deepEqual(
          lines,
          content.split('\n').filter((line) => line !== ''),
        );
      },
    ),
  );
});

test('a line at the bound is kept, one over it is left out and counted', () => {
  const splitter = new LineSplitter(4);
  assert.deepEqual(splitter.add(Buffer.from('abcd\nabcde\nx\n')), ['abcd', 'x']);
  assert.equal(splitter.skipped, 1);
});

test('--since takes seconds, minutes, hours and days and nothing else', () => {
  assert.deepEqual(
    ['90s', '15m', '1h', '2d'].map((text) => 1e9 - momentBefore(text, 1e9)),
    [90_000, 900_000, 3_600_000, 172_800_000],
  );
  for (const text of ['', '1', 'h', '-1h', '1w', '1.5h'])
    assert.throws(() => momentBefore(text, 0), { name: 'UsageError' });
});
