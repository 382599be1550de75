import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputsOf } from '../context/case-inputs.ts';
import type { CodeCall, SqlCall } from '../detections/sink-call.ts';
import { cleanKey, isKnownClean, rememberIfClean } from './clean-calls.ts';

const sql = (text: string): SqlCall => ({ kind: 'sql', text, dialect: 'postgresql' });
const code = (source: string): CodeCall => ({ kind: 'code', source, form: 'script' });

test('a text that holds no input is remembered, for its own kind and dialect', () => {
  const text = 'SELECT id FROM users WHERE name = $1';
  rememberIfClean(sql(text), text, inputsOf({ query: { name: "O'Brien" } }));
  assert.equal(isKnownClean(sql(text), text), true);
  assert.equal(isKnownClean({ ...sql(text), dialect: 'mysql' }, text), false);
});

test('a text that holds an input, equals one or is a piece of one is not remembered', () => {
  const held = "SELECT id FROM users WHERE name = 'a b'";
  rememberIfClean(sql(held), held, inputsOf({ query: { name: "'a b'" } }));
  assert.equal(isKnownClean(sql(held), held), false);
  const chosen = 'process.abort()';
  rememberIfClean(code(chosen), chosen, inputsOf({ body: chosen }));
  assert.equal(isKnownClean(code(chosen), chosen), false);
  const piece = 'process.exit(4)';
  rememberIfClean(code(piece), piece, inputsOf({ query: { u: `data:text/javascript,${piece}` } }));
  assert.equal(isKnownClean(code(piece), piece), false);
});

test('one of several requests that sent the text is enough', () => {
  const text = "SELECT 1 WHERE x = 'p q'";
  rememberIfClean(sql(text), text, inputsOf({}), inputsOf({ query: { x: "'p q'" } }));
  assert.equal(isKnownClean(sql(text), text), false);
});

test('paths and connections have no key', () => {
  const path = { kind: 'path', path: '/a', operation: 'read', cwd: '/' } as const;
  assert.equal(cleanKey(path), undefined);
  assert.equal(cleanKey({ kind: 'connect', host: 'a', port: 1 }), undefined);
});
