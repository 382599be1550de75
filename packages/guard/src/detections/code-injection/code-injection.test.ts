import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inputsOf } from '../../context/case-inputs.ts';
import type { CaseRequest } from '../detection-case.ts';
import { cases } from './cases.ts';
import { detection } from './detector.ts';

const outcomeOf = (source: string, request: CaseRequest): string =>
  detection.inspect({ kind: 'code', source, form: 'script' }, inputsOf(request))?.outcome ??
  'benign';

for (const { name, expect, request, call } of cases) {
  test(`${expect}: ${name}`, () => {
    const verdict = detection.inspect(call, inputsOf(request));
    assert.equal(verdict?.outcome ?? 'benign', expect, verdict?.reason);
    if (verdict === undefined) return;
    assert.ok(verdict.span.start >= 0 && verdict.span.start < verdict.span.end);
    assert.ok(verdict.span.end <= call.source.length + 1);
    assert.match(verdict.reason, /^[A-Z][^\n]+\.$/);
  });
}

test('case names are unique and there are enough of each', () => {
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length);
  const count = (wanted: string): number => cases.filter(({ expect }) => expect === wanted).length;
  assert.ok(count('attack') >= 40 && count('benign') >= 40 && count('weakness') >= 15);
});

test('the conservative test never misses an attack that shows its signs, and never throws', () => {
  for (const { name, expect, request, call } of cases) {
    const verdict = detection.inspectConservatively(call, inputsOf(request));
    const shown = detection.inspect(call, inputsOf(request))?.occurrence;
    const slice = call.source.slice(shown?.start, shown?.end);
    if (expect === 'attack' && /[()[\]{};=`'"\\]/.test(slice))
      assert.equal(verdict?.outcome, 'attack', name);
  }
});

test('any text that correct quoting puts into source is innocent', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'\'"`\\${}()[];/*<!-->=\n\r\u2028ab1 .,+'),
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, (value) => {
      const json = JSON.stringify(value);
      const single = `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
      const template = `\`${value.replaceAll(/[\\`$]/g, '\\$&')}\``;
      // An escaped tick is no form of an input that context knows, so its own delimiter may match it.
      const literals = value.includes('`') ? [json, single] : [json, single, template];
      for (const literal of literals) {
        assert.equal(outcomeOf(`return${literal}`, { query: { q: value } }), 'benign', literal);
      }
    }),
    { numRuns: 3000 },
  );
});

test('any break-out followed by a call is an attack, whatever stands round it', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(
      word,
      word,
      fc.constantFrom("'", '"', '`'),
      fc.constantFrom('+', '-', ';', ',', '||'),
      (a, b, quote, sign) => {
        const value = `${a}${quote}${sign}${b}()${sign}${quote}`;
        assert.equal(outcomeOf(`f(${quote}${value}${quote})`, { body: { a: value } }), 'attack');
      },
    ),
  );
});

test('hostile sources and inputs give an answer', () => {
  const pieces = [
    '(',
    '`${',
    '/',
    '[',
    '{',
    "'",
    '\\',
    '/*',
    '\u0000',
    '\ud800',
    '<!--',
    '\\u{',
    '1e',
    '#',
    '#!',
  ];
  for (const piece of pieces) {
    const source = piece.repeat(50_000);
    for (const form of ['script', 'module', 'parameters'] as const) {
      const inputs = inputsOf({ body: { a: piece.repeat(3), b: source } });
      detection.inspect({ kind: 'code', source, form }, inputs);
      detection.inspectConservatively({ kind: 'code', source, form }, inputs);
    }
  }
});
