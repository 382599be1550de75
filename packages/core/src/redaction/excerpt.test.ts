import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { excerptAround } from './excerpt-around.ts';
import { escapeUnsafe, excerpt } from './excerpt.ts';

const anyText = fc.string({ unit: 'binary' });
// oxlint-disable-next-line no-control-regex
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

test('control, bidirectional and invisible characters and lone surrogates become escapes', () => {
  assert.equal(escapeUnsafe('a\n\t\r\0\x1b[31m\x9b'), 'a\\n\\t\\r\\x00\\x1b[31m\\x9b');
  assert.equal(escapeUnsafe('\u202e\u200b\u2066\ufeff'), '\\u202e\\u200b\\u2066\\ufeff');
  assert.equal(escapeUnsafe('\ud800x\udc00'), '\\ud800x\\udc00');
  assert.equal(escapeUnsafe('\u{e0041}'), '\\u{e0041}');
  assert.equal(escapeUnsafe('häß 東京 😀 \u202f'), 'häß 東京 😀 \u202f');
});

test('an excerpt is cut at the limit, with a mark, and whole below and at it', () => {
  assert.equal(excerpt('abcdef', 6), 'abcdef');
  assert.equal(excerpt('abcdefg', 6), 'abcde…');
  assert.equal(excerpt('abcd\ne', 6), 'abcd…');
  assert.equal(excerpt('a😀😀', 3), 'a…');
  assert.equal(excerpt('abc', 0), '');
});

test('any excerpt is within its limit, safe, and well formed', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, max) => {
      const shown = excerpt(text, max);
      assert.ok(shown.length <= max);
      assert.doesNotMatch(shown, unsafe);
      assert.doesNotThrow(() => encodeURIComponent(shown), 'lone surrogate');
    }),
  );
});

test('the surroundings of a span mark the span', () => {
  const sql = "SELECT * FROM t WHERE a = '' OR 1=1 --'";
  const start = sql.indexOf("' OR");
  const marked = excerptAround(sql, { start, end: sql.length });
  assert.equal(marked.text, sql);
  assert.equal(marked.text.slice(marked.start, marked.end), "' OR 1=1 --'");
});

test('long surroundings and long spans are cut', () => {
  const text = `${'a'.repeat(1000)}XYZ${'b'.repeat(1000)}`;
  const near = excerptAround(text, { start: 1000, end: 1003 });
  assert.equal(near.text, `…${'a'.repeat(80)}XYZ${'b'.repeat(80)}…`);
  assert.equal(near.text.slice(near.start, near.end), 'XYZ');
  const long = excerptAround(text, { start: 0, end: 2000 });
  assert.equal(long.text, `${'a'.repeat(240)}…`);
});

test('secrets beside and inside the span are masked, each once, and the mark still fits', () => {
  const text = "password='hunter2' OR pin='4711'";
  const start = text.indexOf('ter2');
  const marked = excerptAround(text, { start, end: text.indexOf(' OR') + 3 });
  assert.equal(
    marked.text,
    "password='[secret, 1 to 8 characters]' OR pin='[secret, 1 to 8 characters]'",
  );
  assert.equal(marked.text.slice(marked.start, marked.end), "' OR");
});

test('any text and any span: the mark lies within, the text is safe and bounded', () => {
  fc.assert(
    fc.property(anyText, fc.integer(), fc.integer(), (text, start, end) => {
      const marked = excerptAround(text, { start, end });
      assert.ok(
        marked.start >= 0 && marked.end >= marked.start && marked.end <= marked.text.length,
      );
      assert.doesNotMatch(marked.text, unsafe);
    }),
  );
});
