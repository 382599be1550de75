import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exceptionChange } from './exception-change.ts';

const exception = {
  detection: 'sql-injection',
  route: 'POST /reviews',
  input: 'body.text',
  reason: 'people write about SQL',
  until: '2027-01-31',
};

test('a file that is there gets one more entry, and keeps the rest as it was', () => {
  const before = `${JSON.stringify({ guard: { mode: 'block' }, check: { a: 1 } }, null, 4)}\n`;
  const change = exceptionChange(before, exception);
  assert.ok('diff' in change);
  assert.deepEqual(JSON.parse(change.after), {
    guard: { mode: 'block', exceptions: [exception] },
    check: { a: 1 },
  });
  assert.match(
    change.diff,
    /^--- a\/castellan\.config\.json\n\+\+\+ b\/castellan\.config\.json\n@@/,
  );
  const gone = change.diff.split('\n').filter((line) => /^-[^-]/.test(line));
  assert.deepEqual(gone, ['-        "mode": "block"']);
});

test('without a file one is made, and what is none is refused', () => {
  const change = exceptionChange(' ', exception);
  assert.ok('diff' in change);
  assert.match(change.diff, /^--- \/dev\/null\n/);
  for (const text of ['mode: block', '[]', '{"guard":[]}', '{"guard":{"exceptions":{}}}'])
    assert.ok('problem' in exceptionChange(text, exception), text);
});
