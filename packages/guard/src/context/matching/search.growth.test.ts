import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growthOf, maxGrowth } from '../../detections/growth.ts';
import { inputsOf } from '../case-inputs.ts';

/** Values of one request, and what an app that holds none of them asks its database. */
const kinds: Readonly<Record<string, (i: number) => string>> = {
  'words with blanks': (i) => `oak ${i} birch`,
  'quoted values': (i) => `O'Neil no ${i}`,
  'words of the statement': (i) => `name  from ${i}`,
  'pieces of the statement': (i) => `name = 'it''s ${i}`,
  'quotes between letters': (i) => `${"a'".repeat(20)}${i}`,
  'values beyond ASCII': (i) => `é ${i} ö`,
};

const statements: Readonly<Record<string, (i: number) => string>> = {
  plain: (i) => `SELECT name FROM t WHERE id = ${i}`,
  quoting: (i) => `SELECT name, "x" FROM t WHERE name = 'it''s \\' and ${i}' -- a`,
};

for (const [kind, valueOf] of Object.entries(kinds)) {
  for (const [style, statementOf] of Object.entries(statements)) {
    test(`${kind} and ${style} statements: work is no product of both numbers`, () => {
      const growth = growthOf((length) => {
        const count = length / 32;
        const inputs = inputsOf({ body: Array.from({ length: count }, (_, i) => valueOf(i)) });
        for (let i = 0; i < count; i += 1) {
          const text = statementOf(i);
          inputs.occurrencesIn(text);
          inputs.equalTo(text);
        }
      });
      assert.ok(growth <= maxGrowth, `${growth} times`);
    });
  }
}

test('one long value costs in proportion to its length, whatever it repeats', () => {
  for (const unit of ["'", "''", "a'", "SELECT '", "it''s ", "' AND id = ", '"; ', '<">', 'é ']) {
    const growth = growthOf((length) => {
      const inputs = inputsOf({ body: [unit.repeat((4 * length) / unit.length), `${unit}x`] });
      for (let i = 0; i < 8; i += 1) inputs.occurrencesIn(`it''s \\' AND id = '${i}' AND "a"`);
    });
    assert.ok(growth <= maxGrowth, `${JSON.stringify(unit)}: ${growth} times`);
  }
});
