import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inputsOf } from '../../context/case-inputs.ts';
import type { SqlCall, SqlDialect } from '../sink-call.ts';
import { cases } from './cases.ts';
import { detection } from './detector.ts';

const dialects: readonly SqlDialect[] = ['postgresql', 'mysql', 'sqlite', 'mssql'];

function outcomeOf(call: SqlCall, body: unknown): string {
  return detection.inspect(call, inputsOf({ body }))?.outcome ?? 'benign';
}

describe('cases', () => {
  for (const { name, expect, request, call } of cases) {
    it(`${call.dialect}: ${name}`, () => {
      const verdict = detection.inspect(call, inputsOf(request));
      assert.equal(verdict?.outcome ?? 'benign', expect, verdict?.reason);
      if (verdict === undefined) return;
      const { start, end } = verdict.span;
      assert.ok(start >= 0 && start < end && end <= call.text.length);
      assert.ok(verdict.reason.endsWith('.'));
    });
  }
});

const sqlText = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      '\\',
      '--',
      '/*',
      '*/',
      ';',
      ' or ',
      '1=1',
      '`',
      ']',
      '$$',
      '#',
      'x',
      ' ',
      '\n',
      '\u{d800}',
      '\0',
      'é',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('properties', () => {
  it('finds no fault in a value whose quotes are doubled', () => {
    fc.assert(
      fc.property(sqlText, (value) => {
        const literal = `'${value.replaceAll("'", "''")}'`;
        for (const dialect of ['postgresql', 'sqlite', 'mssql'] as const) {
          const text = `SELECT a FROM t WHERE a = ${literal} AND b > 5`;
          assert.equal(outcomeOf({ kind: 'sql', text, dialect }, { value }), 'benign', text);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('finds no fault in a value escaped by backslashes', () => {
    fc.assert(
      fc.property(sqlText, (value) => {
        const text = `SELECT a FROM t WHERE a = '${value.replaceAll(/[\\']/g, String.raw`\$&`)}' AND b > 5`;
        assert.equal(outcomeOf({ kind: 'sql', text, dialect: 'mysql' }, { value }), 'benign', text);
      }),
      { numRuns: 2000 },
    );
  });

  it('calls a quote followed by a condition an attack in every dialect', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{0,8}$/),
        fc.constantFrom(...dialects),
        (word, dialect) => {
          const value = `${word}' or 1=1 -- `;
          const call: SqlCall = {
            kind: 'sql',
            text: `SELECT a FROM t WHERE a = '${value}'`,
            dialect,
          };
          assert.equal(outcomeOf(call, { value }), 'attack');
        },
      ),
    );
  });

  it('never throws, whatever the text and the value', () => {
    fc.assert(
      fc.property(
        sqlText,
        sqlText,
        sqlText,
        fc.constantFrom(...dialects),
        (a, value, b, dialect) => {
          const call: SqlCall = { kind: 'sql', text: a + value + b, dialect };
          const inputs = inputsOf({ body: { value } });
          detection.inspect(call, inputs);
          detection.inspectConservatively(call, inputs);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('says nothing of a statement that no input reached', () => {
    const call: SqlCall = { kind: 'sql', text: "SELECT 1 WHERE '", dialect: 'mysql' };
    assert.equal(detection.inspect(call, inputsOf({ body: { a: 'x y' } })), undefined);
  });
});

describe('the conservative test', () => {
  it('calls structure an attack and lets text pass', () => {
    const call = (value: string): SqlCall => ({
      kind: 'sql',
      text: `SELECT '${value}'`,
      dialect: 'mysql',
    });
    const outcome = (value: string) =>
      detection.inspectConservatively(call(value), inputsOf({ body: { value } }))?.outcome;
    assert.equal(outcome("x' or 1"), 'attack');
    assert.equal(outcome('hello, world'), undefined);
  });
});
