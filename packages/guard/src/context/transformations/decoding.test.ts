import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shapeOf } from '../shape.ts';
import { decodedForms } from './decoding.ts';

function forms(value: string): Map<string, string> {
  const decoded = decodedForms(value, shapeOf(value), []);
  return new Map(decoded.forms.map((form) => [form.value, form.transformations.join(' ')]));
}

const encode = (text: string, encoding: BufferEncoding): string =>
  Buffer.from(text).toString(encoding);
const token = ['{"alg":"none"}', '{"sub":"o\'neil"}', 'signature']
  .map((each) => encode(each, 'base64url'))
  .join('.');

for (const [sent, decoded, how] of [
  ['%27+or', "'+or", 'url-decoding'],
  ['%27+or', "' or", 'url-decoding'],
  ['%2527x', "'x", 'url-decoding url-decoding'],
  ['&#39;&quot;&lt;&#x27;&apos', `'"<''`, 'html-decoding'],
  [encode("' or 1=1--", 'base64'), "' or 1=1--", 'base64-decoding'],
  [encode("' or 1=1--", 'base64url'), "' or 1=1--", 'base64-decoding'],
  [encode("'; drop", 'hex'), "'; drop", 'hex-decoding'],
  [`0x${encode("'; drop", 'hex')}`, "'; drop", 'hex-decoding'],
  ['{"a":["x\'y"]}', "x'y", 'json-decoding'],
  ['"x\\u0027y"', "x'y", 'json-decoding'],
  ['x\\u0027\\x22', 'x\'"', 'json-decoding'],
  ['..\\..\\etc', '../../etc', 'backslash-escaping'],
  ['＇ ｏｒ', "' or", 'unicode-normal-form'],
  ['x’ or', "x' or", 'unicode-normal-form'],
  ['％27x', "'x", 'unicode-normal-form url-decoding'],
  [token, "o'neil", 'base64-decoding json-decoding'],
  [`Bearer ${token}`, "o'neil", 'base64-decoding json-decoding'],
  [encode('{"q":"a\'b"}', 'base64'), "a'b", 'base64-decoding json-decoding'],
  ['{ user(name: "x\' y") { id } }', "x' y", 'part'],
  ['<a b="1 or 1">x; y</a>', 'x; y', 'part'],
  ["<a b='1 or 1'/>", '1 or 1', 'part'],
  ['<a>"<b c="1 or 1"/></a>', '1 or 1', 'part'],
  ["<a><![CDATA[x' or <1>]]></a>", "x' or <1>", 'part'],
  ["1 or '1'='1'", '1 or 1=1', 'part'],
  ['1 or 1=1;', '1 or 1=1', 'part'],
  ['pro<>cess.exit()', 'process.exit()', 'part'],
] as const) {
  test(`${sent.slice(0, 40)} may be read as ${decoded}`, () => {
    assert.equal(forms(sent).get(decoded), how);
  });
}

test('ordinary values have no other form', () => {
  for (const value of [
    'hello world',
    'ann@example.com',
    '2026-11-24',
    'username',
    '1234567',
    'deadbeef-1',
    'GA1.2.3',
  ]) {
    assert.deepEqual([...forms(value).keys()], [value]);
  }
});

test('a value that decodes without end is bounded', () => {
  const deep = `%${'25'.repeat(100)}27`;
  assert.ok(forms(deep).size < 10);
  const wide = JSON.stringify(Array.from({ length: 3_000 }, (_, i) => `${i}'`));
  const decoded = decodedForms(wide, shapeOf(wide), []);
  assert.equal(decoded.truncated, true);
  assert.ok(decoded.forms.length <= 1_100);
});

test('never throws, and each form says how it was made', () => {
  const piece = fc.constantFrom(
    '%',
    '%2',
    '&#',
    '&#x110000;',
    '\\u',
    '\\u{ffffff}',
    '%u',
    'eyJ',
    '{"',
    '}',
    '"',
    '=',
    'İ',
    '\ud800',
  );
  const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (value) => {
      const [first, ...others] = decodedForms(value, shapeOf(value), []).forms;
      assert.equal(first?.value, value);
      for (const form of others) {
        assert.notEqual(form.transformations.length, 0);
        assert.equal(form.shape, shapeOf(form.value));
      }
    }),
  );
});
