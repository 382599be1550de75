import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inputsOf } from '../../context/case-inputs.ts';
import { posix, program } from '../case-calls.ts';
import { cases } from './cases.ts';
import { unreadCases } from './cases/unread.ts';
import { growthOf, maxGrowth } from '../growth.ts';
import { detection } from './detector.ts';
import { meaningOf, takesNext } from './match-option.ts';
import { optionsOf } from './options.ts';
import { testUnreadCases } from '../unread-cases.ts';

testUnreadCases(detection, unreadCases);

describe('argument-injection cases', () => {
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

describe('argument-injection verdicts', () => {
  it('never blames a value behind two dashes where the program knows them', () => {
    fc.assert(
      fc.property(fc.constantFrom('grep', 'tar', 'rm', 'figlet'), fc.string(), (file, tail) => {
        const value = `-${tail}`;
        const call = program(file, '--', value);
        assert.equal(detection.inspect(call, inputsOf({ body: { value } })), undefined);
      }),
    );
  });

  it('never blames a value that does not begin with a dash', () => {
    fc.assert(
      fc.property(fc.string(), (tail) => {
        const value = `./${tail}`;
        const call = program('tar', 'cf', 'a.tar', value);
        assert.equal(detection.inspect(call, inputsOf({ body: { value } })), undefined);
      }),
    );
  });

  it('points at the argument', () => {
    const call = program('tar', 'xf', 'a.tar', '--to-command=id');
    const verdict = detection.inspect(call, inputsOf({ query: { f: '--to-command=id' } }));
    assert.deepEqual(verdict?.span, { start: 13, end: 28 });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.string(), (args, value) => {
        const inputs = inputsOf({ body: { value, args } });
        for (const call of [program('git', ...args), posix(args.join(' '))]) {
          assert.doesNotThrow(() => detection.inspect(call, inputs));
          assert.doesNotThrow(() => detection.inspectConservatively(call, inputs));
        }
      }),
    );
  });

  it('calls the same option an attack when judged conservatively', () => {
    const inputs = inputsOf({ query: { f: '--to-command=id' } });
    const call = program('tar', 'xf', '--to-command=id');
    assert.equal(detection.inspectConservatively(call, inputs)?.outcome, 'attack');
  });
});

describe('argument-injection on hostile input', () => {
  for (const unit of ['-x ', '$(', 'sh -c ', "'-a' ", 'sudo ', '-- ', '`']) {
    it(`reads many ${JSON.stringify(unit)} in linear time`, () => {
      const inputs = inputsOf({ body: { value: '-x y' } });
      const growth = growthOf((length) => {
        const text = `git ${unit.repeat(length / unit.length)} '-x y'`;
        detection.inspect(posix(text), inputs);
        detection.inspect(program('git', ...text.split(' ')), inputs);
      });
      assert.ok(growth <= maxGrowth, `${growth} times`);
    });
  }
});

describe('option tables', () => {
  it('reads abbreviations, clusters and values as getopt_long does', () => {
    const tar = optionsOf('tar');
    assert.equal(meaningOf('--to-c=x', tar), 'dangerous');
    assert.equal(meaningOf('-vIx', tar), 'dangerous');
    assert.equal(meaningOf('-bI', tar), 'option');
    assert.equal(meaningOf('--', tar), 'none');
    assert.equal(meaningOf('-5', tar), 'none');
  });

  it('knows which options take the next argument', () => {
    assert.equal(takesNext('-m', optionsOf('git')), true);
    assert.equal(takesNext('-am', optionsOf('git')), true);
    assert.equal(takesNext('-mfix', optionsOf('git')), false);
    assert.equal(takesNext('--message=x', optionsOf('git')), false);
    assert.equal(takesNext('-s', optionsOf('curl')), false);
  });
});
