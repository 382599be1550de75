import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Data, DataPath } from '../rules/patch.ts';
import { editJson, setPlainValues } from './json-edit.ts';

const cases: readonly {
  title: string;
  before: string;
  at: DataPath;
  value: Data | undefined;
  after: string;
}[] = [
  {
    title: 'a value in place, with its odd spaces around',
    before: '{ "a" :  1 ,\n"b":2}',
    at: ['a'],
    value: 'x',
    after: '{ "a" :  "x" ,\n"b":2}',
  },
  {
    title: 'a new key takes the indentation and the line ends of the file',
    before: '{\r\n\t"a": {\r\n\t\t"b": 1\r\n\t}\r\n}\r\n',
    at: ['a', 'c', 'd'],
    value: true,
    after: '{\r\n\t"a": {\r\n\t\t"b": 1,\r\n\t\t"c": {\r\n\t\t\t"d": true\r\n\t\t}\r\n\t}\r\n}\r\n',
  },
  {
    title: 'a mark at the start stays',
    before: '\uFEFF{}',
    at: ['a'],
    value: 1,
    after: '\uFEFF{\n  "a": 1\n}',
  },
  {
    title: 'one more item',
    before: '{"a":[1, 2]}',
    at: ['a', 2],
    value: 3,
    after: '{"a":[1, 2, 3]}',
  },
  {
    title: 'the first key goes',
    before: '{\n  "a": 1,\n  "b": 2\n}',
    at: ['a'],
    value: undefined,
    after: '{\n  "b": 2\n}',
  },
  {
    title: 'the last key goes',
    before: '{\n  "a": 1,\n  "b": 2\n}',
    at: ['b'],
    value: undefined,
    after: '{\n  "a": 1\n}',
  },
  {
    title: 'the only key goes',
    before: '{\n  "a": 1\n}',
    at: ['a'],
    value: undefined,
    after: '{}',
  },
  {
    title: 'a key that is not there goes',
    before: '{"a":1}',
    at: ['b'],
    value: undefined,
    after: '{"a":1}',
  },
  {
    title: 'a key like one of Object',
    before: '{}',
    at: ['__proto__'],
    value: 1,
    after: '{\n  "__proto__": 1\n}',
  },
];
for (const { title, before, at, value, after } of cases)
  test(title, () => assert.equal(editJson(before, at, value), after));

test('what is no JSON, twice the same key, and a place that is none are refused', () => {
  assert.throws(() => editJson('{a: 1}', ['a'], 1));
  assert.throws(() => editJson('{"a": 1} // x', ['a'], 1));
  assert.throws(() => editJson('{"a": 1, "a": 2}', ['a'], 3), /stands twice/);
  assert.throws(() => editJson('{"a": 1}', ['a', 'b'], 3), /no place/);
});

const keys = fc.constantFrom('a', 'b', 'scripts', 'x y', '"', 'é');
const json = fc
  .jsonValue({ maxDepth: 4 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'));

test('whatever the document and its form, the value is set and nothing else', () => {
  fc.assert(
    fc.property(
      fc.dictionary(keys, json),
      fc.array(keys, { minLength: 1, maxLength: 3 }),
      json,
      fc.constantFrom(undefined, 1, 2, 4, '\t'),
      (document, path, value, indent) => {
        const text = JSON.stringify(document, null, indent);
        const expected = JSON.parse(text) as Record<string, unknown>;
        let place = expected;
        for (const key of path.slice(0, -1)) {
          const next = Object.hasOwn(place, key) ? place[key] : (place[key] = {});
          if (typeof next !== 'object' || next === null || Array.isArray(next)) {
            assert.throws(() => editJson(text, path, value as Data));
            return;
          }
          place = next as Record<string, unknown>;
        }
        place[path.at(-1)!] = value;
        const result = editJson(text, path, value as Data);
        assert.deepEqual(JSON.parse(result), JSON.parse(JSON.stringify(expected)));
        if (indent !== undefined && Object.keys(document).length > 0)
          assert.equal(result, JSON.stringify(JSON.parse(result), null, indent));
      },
    ),
  );
});

test('many plain values at once are what they are one by one', () => {
  const value = fc.oneof(fc.integer(), fc.string(), fc.boolean());
  const keys = fc.uniqueArray(
    fc.string().filter((key) => key !== '__proto__'),
    { minLength: 2, maxLength: 8 },
  );
  fc.assert(
    fc.property(keys, fc.array(value, { minLength: 8, maxLength: 8 }), (names, values) => {
      const data = { a: Object.fromEntries(names.map((name) => [name, 'old'])), b: ['x', null] };
      const changes = names.map((name, index) => ({ at: ['a', name], value: values[index]! }));
      const text = JSON.stringify(data, null, 2);
      const one = changes.reduce((known, { at, value: to }) => editJson(known, at, to), text);
      assert.deepEqual(setPlainValues(text, changes), { text: one, left: [] });
    }),
  );
  const odd = [
    { at: ['b', 5], value: 1 },
    { at: ['a'], value: 1 },
    { at: ['b', 0], value: 2 },
    { at: ['b', 0], value: 3 },
  ];
  const text = '{"a":{},"b":["x"]}';
  assert.deepEqual(setPlainValues(text, odd), { text, left: odd });
});
