import assert from 'node:assert/strict';
import { test } from 'node:test';
import { probeContext } from '../verdict/probe.ts';
import type { RequestContext } from './request-context.ts';
import { RequestRow } from './request-row.ts';

const make = (): RequestContext => probeContext('');

test('keeps the order of coming, each once, until they leave', () => {
  const row = new RequestRow<RequestContext>();
  const [a, b, c] = [make(), make(), make()];
  for (const one of [a, b, c, a]) row.add(one);
  assert.deepEqual([...row], [a, b, c]);
  assert.equal(row.size, 3);
  row.delete(b);
  row.delete(b);
  assert.deepEqual([...row], [a, c]);
  assert.deepEqual([row.has(a), row.has(b), row.size], [true, false, 2]);
  row.add(b);
  assert.deepEqual([...row], [a, c, b]);
  row.clear();
  assert.deepEqual([[...row], row.size, row.has(a)], [[], 0, false]);
});

test('one that left leads to no other', () => {
  const row = new RequestRow<RequestContext>();
  const [left, later] = [make(), make()];
  row.add(left);
  row.delete(left);
  row.add(later);
  const own = Object.getOwnPropertySymbols(left).map((key) => Reflect.get(left, key) as unknown);
  assert.deepEqual(own, [undefined]);
});
