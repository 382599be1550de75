import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { coverageReport } from '../../hooks/coverage.ts';
import { nodeModule } from '../../hooks/originals.ts';
import { GATE_NAME } from './eval-gate.ts';
import { rewriteEval } from './rewrite-eval.ts';

const realEval = globalThis['eval'];
const judged: unknown[] = [];

/** A gate that only writes down what it is given. */
before(() => {
  const note = (source: unknown): unknown => (judged.push(source), source);
  const gate = Object.assign(note, {
    indirect: (source: unknown): unknown => realEval(note(source) as string) as unknown,
    list: (values: Iterable<unknown>): unknown[] => {
      const list = [...values];
      note(list[0]);
      return list;
    },
    on: (object: unknown, source: unknown): unknown =>
      object === globalThis ? note(source) : source,
    of: (object: { eval?: unknown }): unknown =>
      object === globalThis ? gate.indirect : object.eval,
  });
  Reflect.defineProperty(globalThis, Symbol.for(GATE_NAME), { value: gate });
});

function rewrite(source: string, filename = 'app.cjs'): string {
  return rewriteEval({ source, filename, goal: 'script' });
}

/** What a CommonJS file exports. */
function run(source: string): unknown {
  const file = new nodeModule('app') as NodeJS.Module & {
    _compile(source: string, filename: string): unknown;
  };
  file.require = createRequire(import.meta.url);
  file._compile(source, '/app.cjs');
  return file.exports as unknown;
}

const same: readonly [title: string, source: string, judgedTexts: number][] = [
  ['locals are read', "exports.a = ((x) => eval('x + 1'))(1)", 1],
  ['locals are written', "exports.a = (() => { let x = 1; eval('x = 2'); return x })()", 1],
  ['var leaks in sloppy code', "exports.a = (() => { eval('var z = 3'); return z })()", 1],
  [
    'var does not leak in strict code',
    "'use strict'; exports.a = (() => { eval('var z = 3'); return typeof z })()",
    1,
  ],
  ['the completion value comes back', "exports.a = eval('if (true) { 5 } else { 6 }')", 1],
  ['what is no text comes back as it is', 'const o = {}; exports.a = eval(o) === o', 1],
  [
    'arguments and this',
    "exports.a = (function () { return eval('[this.b, arguments[0]]') }).call({ b: 1 }, 2)",
    1,
  ],
  ['new.target', "exports.a = new (function () { this.n = typeof eval('new.target') })().n", 1],
  ['spread arguments', "const t = ['1 + 1', 2]; exports.a = eval(...t)", 1],
  ['further arguments are evaluated', "let n = 0; eval('1', n++); exports.a = n", 1],
  [
    'a parameter of the name',
    'exports.a = (function (eval) { return eval(1, 2) })((a, b) => a + b)',
    1,
  ],
  ['indirect calls see globals only', "const x = 1; exports.a = (0, eval)('typeof x')", 1],
  ['an alias', "const e = eval; exports.a = e('1 + 1')", 1],
  ['an optional call is indirect', "const x = 1; exports.a = eval?.('typeof x')", 1],
  ['a property of the global object', "exports.a = globalThis.eval('1 + 1')", 1],
  ['another object of the name', "const self = { eval: (x) => x }; exports.a = self.eval('-')", 0],
  ['a method of the name', "exports.a = new (class { eval(x) { return x } })().eval('-')", 0],
  ['a hashbang', "#!/usr/bin/env node\nexports.a = eval('1')", 1],
  ['a generator', 'exports.a = [...(function* () { eval(yield 1) })()]', 1],
];
for (const [title, source, judgedTexts] of same) {
  test(`the same happens, judged: ${title}`, () => {
    const expected = run(source);
    judged.length = 0;
    assert.deepEqual(run(rewrite(source)), expected);
    assert.equal(judged.length, judgedTexts);
  });
}

test('lines stay, and columns before the argument', () => {
  const source = "exports.a = () => {\n  return eval(\n    'throw new Error()'\n  ) }\n\n// end";
  const text = rewrite(source);
  assert.equal(text.split('\n').length, source.split('\n').length);
  assert.ok(text.split('\n')[1]?.startsWith('  return eval('));
});

test('a function whose text is run where there is no guard still works', () => {
  const text = rewrite("(x) => [eval('x'), (0, eval)('2'), eval(...['3'])]");
  const elsewhere = text.replaceAll(GATE_NAME, 'missing');
  assert.notEqual(elsewhere, text);
  assert.deepEqual((realEval(elsewhere) as (x: number) => unknown)(1), [1, 2, 3]);
});

test('rewriting twice is rewriting once', () => {
  const once = rewrite('eval(x); const e = eval;');
  assert.equal(rewrite(once), once);
});

function causeFor(path: string): string | undefined {
  const entry = coverageReport().find((coverage) => coverage.path === path);
  return entry?.status === 'unprotected' ? entry.cause : undefined;
}

test('a file of which the tokens leave a doubt is left alone and reported', () => {
  const source = "eval(x); 'abc";
  assert.equal(rewrite(source, '/doubt.cjs'), source);
  assert.match(causeFor('/doubt.cjs') ?? '', /not certain/);
});

test('in a file that binds the name only calls are judged, and it is reported', () => {
  const text = rewrite('exports.f = (eval) => eval(x); exports.g = eval;', '/binds.cjs');
  assert.ok(text.startsWith('exports.f = (eval) => eval((globalThis'));
  assert.ok(text.endsWith('exports.g = eval;'));
  assert.match(causeFor('/binds.cjs') ?? '', /meaning of its own/);
});

test('a file that only speaks of it is not read', () => {
  const source = "// we never use eval here\n'unterminated";
  assert.equal(rewrite(source, '/speaks.cjs'), source);
  assert.ok(!coverageReport().some(({ path }) => path === '/speaks.cjs'));
});
