import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../../usage-error.ts';
import { type OutputFlags, outputsOf } from './output-flags.ts';

const of = (flags: Partial<OutputFlags>): unknown => {
  const { printed, files } = outputsOf({ json: false, ...flags });
  return [printed, ...files.map(({ file, format }) => `${format}:${file}`)];
};

test('files have the form that their names ask for, or that was given in the same order', () => {
  assert.deepEqual(of({}), ['terminal']);
  assert.deepEqual(of({ format: ['github'] }), ['github']);
  assert.deepEqual(of({ json: true }), ['json']);
  assert.deepEqual(of({ output: ['a.html', 'b.xml'] }), ['terminal', 'html:a.html', 'junit:b.xml']);
  assert.deepEqual(of({ format: ['junit', 'csv'], output: ['x', 'y'] }), [
    'terminal',
    'junit:x',
    'csv:y',
  ]);
  assert.deepEqual(of({ format: ['github', 'sarif'], output: ['-', 'x'] }), ['github', 'sarif:x']);
  assert.deepEqual(of({ sarif: 's', md: 'm', output: ['r.html'] }), [
    'terminal',
    'html:r.html',
    'sarif:s',
    'markdown:m',
  ]);
  assert.deepEqual(of({ format: ['md'] }), ['markdown']);
});

test('what does not fit together is told before anything is judged', () => {
  const wrong: readonly (readonly [Partial<OutputFlags>, RegExp])[] = [
    [{ format: ['junti'] }, /no format "junti"; did you mean junit\?/],
    [{ format: ['toString'] }, /no format "toString"/],
    [{ output: ['report'] }, /"report" says no format/],
    [{ format: ['json', 'sarif'] }, /2 --format and 0 --output/],
    [{ format: ['json'], output: ['a.html', 'b.html'] }, /one --format for several --output/],
    [{ format: ['github', 'csv'], output: ['-', '-'] }, /only one form can be printed/],
    [{ json: true, format: ['csv'] }, /only one form can be printed, not csv and json/],
    [{ output: ['a.html', './a.html'] }, /a\.html would be written twice/],
  ];
  for (const [flags, message] of wrong)
    assert.throws(
      () => of(flags),
      (error) => error instanceof UsageError && message.test(error.message),
      message.source,
    );
});
