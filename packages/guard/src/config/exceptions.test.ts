import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileExceptions } from './exceptions.ts';

const exception = {
  detection: 'sql-injection',
  route: 'POST /reviews/:id',
  input: 'body.items.*.text',
  reason: 'people write about SQL there',
  until: '2026-12-31',
};
const lastMoment = Date.parse('2026-12-31T23:59:59.999Z');
const input = 'body.items.3.text';

test('it holds for its detection, route and input, to the end of its last day, and is counted', () => {
  const { covers, uses } = compileExceptions([exception]);
  covers('sql-injection', 'POST', '/reviews/:id', input, lastMoment)?.count();
  assert.equal(covers('sql-injection', 'POST', '/reviews/:id', input, lastMoment + 1), undefined);
  assert.equal(uses[0]?.used, 1);
});

test('it holds for nothing beside it', () => {
  const { covers } = compileExceptions([exception]);
  const others: readonly (readonly [string, string, string, string])[] = [
    ['path-traversal', 'POST', '/reviews/:id', input],
    ['sql-injection', 'GET', '/reviews/:id', input],
    ['sql-injection', 'POST', '/reviews/:id/more', input],
    ['sql-injection', 'POST', '', input],
    ['sql-injection', 'POST', '/reviews/:id', 'body.items.3.name'],
    ['sql-injection', 'POST', '/reviews/:id', 'body.items.3.4.text'],
    ['sql-injection', 'POST', '/reviews/:id', 'xbody.items.3.text'],
  ];
  for (const one of others) assert.equal(covers(...one, lastMoment), undefined, one.join(' '));
});
