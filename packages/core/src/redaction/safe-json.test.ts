import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeUnsafe } from './excerpt.ts';
import { safeJson } from './safe-json.ts';

test('any text is read back unchanged, and what is written steers no terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = safeJson({ text });
      assert.deepEqual(JSON.parse(written), { text });
      assert.doesNotMatch(written, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
  assert.equal(safeJson('\u202e\u009b'), String.raw`"\u202e\u009b"`);
  // Letters of the block of tags are shown by nothing, and read by machines.
  assert.equal(safeJson('\u{e0041}'), String.raw`"\udb40\udc41"`);
  assert.equal(escapeUnsafe(safeJson('\u001b\u2066')), safeJson('\u001b\u2066'));
});
