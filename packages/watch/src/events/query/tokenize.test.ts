import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maxQueryCharacters, maxQueryTokens, QueryError, tokenize } from './tokenize.ts';

const shape = (query: string): string[] => tokenize(query).map((t) => `${t.kind} ${t.text}`);

test('fields, comparisons, negation and quoted text become tokens', () => {
  assert.deepEqual(shape('severity:>=high -route:/a-b ("union \\"select")'), [
    'word severity',
    'colon :',
    'word >=high',
    'minus -',
    'word route',
    'colon :',
    'word /a-b',
    'open (',
    'quoted union "select',
    'close )',
  ]);
});

test('a value keeps its colons', () => {
  assert.deepEqual(shape('address:::1'), ['word address', 'colon :', 'word ::1']);
});

test('an open quotation mark is named with its place', () => {
  assert.throws(
    () => tokenize('app:"shop'),
    (e) => e instanceof QueryError && e.start === 4,
  );
});

test('the last accepted and the first refused length and count', () => {
  assert.equal(tokenize('a'.repeat(maxQueryCharacters)).length, 1);
  assert.throws(() => tokenize('a'.repeat(maxQueryCharacters + 1)), QueryError);
  assert.equal(tokenize('('.repeat(maxQueryTokens)).length, maxQueryTokens);
  assert.throws(() => tokenize('('.repeat(maxQueryTokens + 1)), QueryError);
});

test('every text is read or refused with a place, and nothing but space is lost', () => {
  const text = fc.string({ unit: fc.constantFrom(...'a:-"\\() \n*é'), maxLength: 60 });
  fc.assert(
    fc.property(text, (query) => {
      try {
        let at = 0;
        for (const token of tokenize(query)) {
          assert.ok(token.end > token.start);
          assert.equal(query.slice(at, token.start).trim(), '');
          at = token.end;
        }
        assert.equal(query.slice(at).trim(), '');
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        assert.ok(error.start >= 0 && error.end <= query.length);
      }
    }),
  );
});
