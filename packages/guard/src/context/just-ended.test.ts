import assert from 'node:assert/strict';
import { test } from 'node:test';
import { probeContext } from '../verdict/probe.ts';
import { JustEnded } from './just-ended.ts';
import type { RequestContext } from './request-context.ts';

const withBody = (bodyBytes: number): RequestContext => ({ ...probeContext(''), bodyBytes });

test('keeps 64 requests for 30 seconds', () => {
  const ended = new JustEnded<RequestContext>();
  const all = Array.from({ length: 65 }, () => withBody(0));
  for (const one of all) ended.add(one, 0);
  assert.deepEqual(ended.contexts(30_000), all.slice(1));
  assert.deepEqual(ended.contexts(30_001), []);
});

test('keeps a megabyte of bodies, and the newest whatever its length', () => {
  const ended = new JustEnded<RequestContext>();
  const half = withBody(524_288);
  const other = withBody(524_288);
  ended.add(half, 0);
  ended.add(other, 0);
  assert.deepEqual(ended.contexts(0), [half, other]);
  const one = withBody(1);
  ended.add(one, 0);
  assert.deepEqual(ended.contexts(0), [other, one]);
  const long = withBody(9_000_000);
  ended.add(long, 0);
  assert.deepEqual(ended.contexts(0), [long]);
  ended.add(one, 0);
  assert.deepEqual(ended.contexts(0), [one]);
});
