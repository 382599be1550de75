import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoteAround } from './payload.ts';

const context = (text: string) => ({ canary: 'c', text, seen: 'zq', file: '/f' });

test('the quote that a canary stands in', () => {
  assert.equal(quoteAround(context("SELECT 'zq'")), "'");
  assert.equal(quoteAround(context("SELECT 'it''s', zq")), '');
  assert.equal(quoteAround(context(`grep "a 'zq' b"`)), '"');
  assert.equal(quoteAround(context(String.raw`'it\'s zq'`)), "'");
  assert.equal(quoteAround(context('ORDER BY zq')), '');
});
