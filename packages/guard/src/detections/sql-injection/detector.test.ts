import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inputsOf } from '../../context/case-inputs.ts';
import type { Inputs, Occurrence } from '../../context/inputs.ts';
import type { SqlCall } from '../sink-call.ts';
import { growthOf, maxGrowth } from '../growth.ts';
import { detection } from './detector.ts';

/** Inputs that claim an occurrence every `step` units: more than the context would ever give. */
function everywhere(text: string, length: number, step: number): Inputs {
  const input = { path: 'body.q', value: text.slice(0, length) };
  const occurrences: Occurrence[] = [];
  for (let start = 0; start + length <= text.length; start += step) {
    occurrences.push({ input, start, end: start + length, transformations: [] });
  }
  return {
    occurrencesIn: () => occurrences,
    equalTo: () => undefined,
    holdPiece: () => false,
    values: () => [],
    truncated: false,
    hidesText: false,
  };
}

const units = [
  "'",
  '"',
  '\\',
  "E'\\",
  '/*',
  '*/',
  '--',
  '$a',
  '$$',
  '[',
  ']',
  '`',
  'a,',
  '1,',
  '(',
  "'\n",
  '-- x\n',
  '.',
  '#',
  '/*!',
  'a.',
];

for (const dialect of ['postgresql', 'mysql', 'sqlite', 'mssql'] as const) {
  it(`grows in proportion to hostile text in ${dialect}`, () => {
    for (const unit of units) {
      const growth = growthOf((length) => {
        const text = `SELECT ${unit.repeat(length / unit.length)}`;
        detection.inspect({ kind: 'sql', text, dialect }, everywhere(text, 400, 50));
      });
      assert.ok(growth <= maxGrowth, `${JSON.stringify(unit)}: ${growth} times`);
    }
  });
}

it('judges a statement of one megabyte', () => {
  const text = `INSERT INTO t VALUES ('${'x y '.repeat(250_000)}')`;
  const inputs = everywhere(text, 23, 1_000_000);
  assert.doesNotThrow(() => detection.inspect({ kind: 'sql', text, dialect: 'mysql' }, inputs));
});

describe('a statement that goes on unread', () => {
  const call = (text: string): SqlCall => ({
    kind: 'sql',
    text,
    dialect: 'postgresql',
    isCutOff: true,
  });
  const long = { q: 'x '.repeat(2_000_000) };

  it('is not taken for one that its end leaves open', () => {
    const inputs = inputsOf({ query: { q: "'; " } });
    assert.equal(detection.inspect(call("SELECT '''; ', 'x"), inputs), undefined);
  });

  it('is an attack where the request was not read to its end either, and only then', () => {
    assert.ok(inputsOf({ body: long }).values().length > 0);
    const read = inputsOf({ body: { q: 'x y' } });
    assert.equal(detection.inspect(call("SELECT 'x y"), read), undefined);
    const unread = inputsOf({ body: long });
    unread.values();
    assert.ok(unread.truncated);
    assert.equal(detection.inspect(call("SELECT 'x y"), unread)?.outcome, 'attack');
    const whole = { ...call("SELECT 'a'"), isCutOff: false };
    assert.equal(detection.inspect(whole, unread), undefined);
  });
});
