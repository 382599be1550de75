import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inputsOf } from '../../context/case-inputs.ts';
import { cases } from './cases.ts';
import { cmd, posix, powershell } from '../case-calls.ts';
import { detection } from './detector.ts';

const outcomeOf = (call: Parameters<typeof detection.inspect>[0], value: string): string =>
  detection.inspect(call, inputsOf({ body: { value } }))?.outcome ?? 'benign';

const singleQuoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
const hostile = fc.string({
  unit: fc.constantFrom(...`'"\\\`$(){};&|<>#*?~ -!%^\n\tabé`),
  minLength: 1,
  maxLength: 24,
});

describe('command-injection cases', () => {
  for (const one of cases) {
    it(`${one.expect}: ${one.name}`, () => {
      const verdict = detection.inspect(one.call, inputsOf(one.request));
      assert.equal(verdict?.outcome ?? 'benign', one.expect, JSON.stringify(verdict));
    });
  }

  it('has names of its own', () => {
    assert.equal(new Set(cases.map((one) => one.name)).size, cases.length);
  });
});

describe('command-injection verdicts', () => {
  it('never blames a value in correct POSIX quotes', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        assert.equal(outcomeOf(posix(`notify ${singleQuoted(value)}`), value), 'benign');
      }),
      { numRuns: 2000 },
    );
  });

  it('never blames a value in correct POSIX double quotes', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const text = `notify "${value.replace(/[\\"$`]/g, '\\$&')}"`;
        assert.equal(outcomeOf(posix(text), value), 'benign');
      }),
      { numRuns: 2000 },
    );
  });

  it('never blames a value in correct PowerShell quotes', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const text = `notify '${value.replaceAll("'", "''")}'`;
        assert.equal(outcomeOf(powershell(text), value), 'benign');
      }),
      { numRuns: 2000 },
    );
  });

  it('blames every command that an unquoted separator adds', () => {
    const separator = fc.constantFrom(';', '|', '&', '&&', '||', '\n', '$(', '`');
    fc.assert(
      fc.property(separator, fc.stringMatching(/^[a-z]{1,8}$/), (sign, word) => {
        assert.equal(outcomeOf(posix(`ping x${sign}${word} y`), `x${sign}${word}`), 'attack');
      }),
    );
  });

  it('points at the sign that does the harm', () => {
    const verdict = detection.inspect(posix('ping x; id'), inputsOf({ query: { h: 'x; id' } }));
    assert.deepEqual(verdict?.span, { start: 6, end: 10 });
    assert.equal(verdict.occurrence.start, 5);
  });

  it('points into the outer text when the harm is in a nested shell', () => {
    const text = 'sh -c "echo x; id"';
    const verdict = detection.inspect(posix(text), inputsOf({ query: { h: 'x; id' } }));
    assert.ok(verdict !== undefined);
    assert.equal(text.slice(verdict.span.start, verdict.span.end), '; id');
  });
});

describe('command-injection on hostile input', () => {
  const inputs = inputsOf({ body: { value: "x'; id" } });

  it('never throws and stays in bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), (text, value) => {
        const own = inputsOf({ body: { value } });
        for (const call of [posix(text), cmd(text), powershell(text)]) {
          const verdict = detection.inspect(call, own);
          if (verdict === undefined) continue;
          assert.ok(verdict.span.start >= 0 && verdict.span.end <= text.length + 1);
          assert.doesNotThrow(() => detection.inspectConservatively(call, own));
        }
      }),
      { numRuns: 1000 },
    );
  });

  const units = [
    '$(',
    '`',
    '"$(',
    "'",
    '\\',
    '${',
    '$((',
    '<<a\n',
    'sh -c ',
    'eval ',
    '{a,',
    'ssh ',
    '\u0000',
    '\uD800',
    '"',
    '^"',
    '%A',
    "@'\n",
    'cmd /c ',
    'sudo ',
  ];
  for (const unit of units) {
    it(`reads many ${JSON.stringify(unit)} in linear time`, () => {
      const time = (count: number): number => {
        let best = Infinity;
        const text = `${unit.repeat(count)} x'; id`;
        for (let run = 0; run < 3; run++) {
          const start = process.cpuUsage();
          for (const call of [posix(text), cmd(text), powershell(text)])
            detection.inspect(call, inputs);
          const used = process.cpuUsage(start);
          best = Math.min(best, used.user + used.system);
        }
        return best + 2000;
      };
      // Quadratic work would make eight times the text cost 64 times as much.
      assert.ok(time(16_000) < 30 * time(2_000));
    });
  }
});
