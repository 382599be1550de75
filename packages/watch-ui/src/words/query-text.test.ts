import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asValue, completionsAt, queryOf, withTerm } from './query-text.ts';

const fields = [
  { name: 'severity', about: 'How bad', takesComparison: true, values: ['critical', 'high'] },
  { name: 'detection', about: 'What', takesComparison: false, values: [] },
];

test('a value that would read as something else stands in quotation marks', () => {
  assert.equal(asValue('/a:b'), '/a:b');
  assert.equal(asValue('GET /a'), '"GET /a"');
  assert.equal(asValue('a"b\\'), '"a\\"b\\\\"');
  assert.equal(asValue('*'), '"*"');
});

test('a term is added once, takes the place of its opposite, and holds for both sides of an OR', () => {
  assert.equal(withTerm('', 'app', 'shop', false), 'app:shop');
  assert.equal(withTerm('app:shop', 'app', 'shop', false), 'app:shop');
  assert.equal(withTerm('x app:shop', 'app', 'shop', true), 'x -app:shop');
  assert.equal(withTerm('a OR b', 'app', 'shop', true), '(a OR b) -app:shop');
  assert.equal(withTerm('(a OR b)', 'app', 'shop', false), '(a OR b) app:shop');
});

test('fields are completed, then their values, where the caret is', () => {
  const at = (text: string, caret = text.length): unknown => {
    const { start, end, options } = completionsAt(text, caret, fields, { detection: ['ssrf'] });
    return [start, end, ...options.map((option) => option.text)];
  };
  assert.deepEqual(at('-sev'), [1, 4, 'severity:']);
  assert.deepEqual(at('a (severity:>=h'), [14, 15, 'high ']);
  assert.deepEqual(at('detection:'), [10, 10, 'ssrf ']);
  assert.deepEqual(at('de x', 2), [0, 2, 'detection:']);
  assert.deepEqual(at('"a de'), [3, 5, 'detection:']);
  assert.deepEqual(at('nothing:'), [8, 8]);
});

test('terms of a query hold values as they are, whatever stands in them', () => {
  assert.equal(
    queryOf({ address: '2001:db8::7', route: 'GET /a' }),
    'address:2001:db8::7 route:"GET /a"',
  );
  assert.equal(queryOf({ agent: 'a" OR user:*' }), String.raw`agent:"a\" OR user:*"`);
});
