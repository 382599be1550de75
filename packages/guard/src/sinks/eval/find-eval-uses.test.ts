import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tokenize } from '../../detections/code-injection/lexer/tokenizer.ts';
import { JUDGED, JUDGED_LIST, judgedOn, VALUE, valueOf } from './eval-gate.ts';
import { evalEdits } from './find-eval-uses.ts';

/** The source with its edits, guard's texts shortened: `J(…)` judged, `V(…)` guard's own eval. */
function shown(source: string, goal: 'script' | 'module' = 'script'): string {
  let text = '';
  let done = 0;
  for (const { at, text: added } of evalEdits(source, tokenize(source, goal))) {
    text += source.slice(done, at) + (short.get(added) ?? added);
    done = at;
  }
  return text + source.slice(done);
}

const short = new Map([
  [JUDGED, 'J('],
  [JUDGED_LIST, 'L('],
  [VALUE, 'V('],
]);
for (const object of ['globalThis', 'global', 'self', 'window']) {
  short.set(judgedOn(object), `On(${object},`);
  short.set(valueOf(object), `Of(`);
}

const calls: readonly [source: string, rewritten: string][] = [
  ['eval(x)', 'eval(J(x))'],
  ['eval /* a */ ( /* b */ x )', 'eval /* a */ (J( /* b */ x ))'],
  ['eval(\n  x\n)', 'eval(J(\n  x\n))'],
  ['eval(x, y)', 'eval(J(x), y)'],
  ['eval(f(a, b), y)', 'eval(J(f(a, b)), y)'],
  ['eval(x,)', 'eval(J(x),)'],
  ['eval(eval(x))', 'eval(J(eval(J(x))))'],
  ['eval(f<A, B>(x))', 'eval(J(f<A, B>(x)))'],
  ['eval(...args)', 'eval(...L(args))'],
  ['eval(...args, y)', 'eval(...L(args), y)'],
  ['[...eval(x)]', '[...eval(J(x))]'],
  ['`${eval(x)}`', '`${eval(J(x))}`'],
  ['eval(`a${b}`)', 'eval(J(`a${b}`))'],
  ["eval('(' + x + ')')", "eval(J('(' + x + ')'))"],
  ['a ? eval(x) : y', 'a ? eval(J(x)) : y'],
  ['if (eval(x)) { y }', 'if (eval(J(x))) { y }'],
  ['typeof eval(x)', 'typeof eval(J(x))'],
  ['async () => eval(await x)', 'async () => eval(J(await x))'],
  ['a = b / eval(x) / c', 'a = b / eval(J(x)) / c'],
  ['globalThis.eval(x)', 'globalThis.eval(On(globalThis,x))'],
  ['self?.eval(x, 1)', 'self?.eval(On(self,x), 1)'],
  ['switch (a) { case eval(x): b }', 'switch (a) { case eval(J(x)): b }'],
];
for (const [source, expected] of calls) {
  test(`call: ${source}`, () => assert.equal(shown(source), expected));
}

const values: readonly [source: string, rewritten: string][] = [
  ['(0, eval)(x)', '(0, V(eval))(x)'],
  ['const e = eval;', 'const e = V(eval);'],
  ['const e = eval\nf(e)', 'const e = V(eval)\nf(e)'],
  ['eval?.(x)', 'eval?.(x)'.replace('eval', 'V(eval)')],
  ['eval.call(null, x)', 'V(eval).call(null, x)'],
  ['list.map(eval)', 'list.map(V(eval))'],
  ['return eval', 'return V(eval)'],
  ['f(a, eval, b)', 'f(a, V(eval), b)'],
  ["x = { '%eval%': eval }", "x = { '%eval%': V(eval) }"],
  ['a === eval', 'a === V(eval)'],
  ['a = eval === b', 'a = V(eval) === b'],
  ['a ? eval : b', 'a ? V(eval) : b'],
  ['a || eval', 'a || V(eval)'],
  ['export default eval', 'export default V(eval)'],
  ['const e = globalThis.eval;', 'const e = Of(globalThis.eval);'],
  ['(0, window.eval)(x)', '(0, Of(window.eval))(x)'],
];
for (const [source, expected] of values) {
  test(`value: ${source}`, () => assert.equal(shown(source), expected));
}

const others = [
  'evaluate(x)',
  'eval()',
  'redis.eval(script, 0)',
  'redis?.eval(script)',
  'a.self.eval(x)',
  'this.#eval(x)',
  "// eval(x)\n'eval(x)'; `eval(x)`; /eval(x)/",
  'function eval(x) { return x }',
  'class A { eval(x) { return x } async eval(x) { } static eval(x) {} get eval() {} *eval(x) {} }',
  'class A { eval = 5 }',
  'a = { eval(x) { return x } }',
  'a = { eval: x, b }',
  'a = { eval, b }',
  'const { eval: x } = a',
  'typeof eval',
  'delete globalThis.eval',
  'globalThis.eval = f',
  'eval = f',
  '(eval) => 1',
  'eval => 1',
  'new eval(x)',
  'new eval.A(x)',
  'interface A { eval(source: string): unknown; }',
  'class A { eval(source: string): unknown { return 1 } }',
  'export { a as eval }',
  'var eval = 1, b',
];
for (const source of others) {
  test(`left alone: ${source}`, () => {
    const expected = source === '(eval) => 1' ? '(V(eval)) => 1' : source;
    assert.equal(shown(source), expected);
  });
}

test('whatever the text, edits lie inside of it in order and no line moves', () => {
  const pieces = 'eval ( ) { } [ ] , ; : ? ?. . ... = => < a globalThis ` ${ } // /* */ \n'.split(
    ' ',
  );
  const sources = fc
    .array(fc.constantFrom(...pieces), { maxLength: 40 })
    .map((all) => all.join(' '));
  fc.assert(
    fc.property(fc.oneof(sources, fc.string({ unit: 'binary' })), (source) => {
      let last = 0;
      for (const { at, text } of evalEdits(source, tokenize(source, 'script'))) {
        assert.ok(at >= last && at <= source.length);
        assert.ok(!text.includes('\n'));
        last = at;
      }
    }),
    { numRuns: 500 },
  );
});
