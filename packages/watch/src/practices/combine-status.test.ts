import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combineStatus, type Said } from './combine-status.ts';

const judges = (status: Said['status']): Said => ({ status, weight: 'judges' });
const settles = (status: Said['status']): Said => ({ status, weight: 'settles' });
const supports = (status: Said['status']): Said => ({ status, weight: 'supports' });

test('nothing said is unknown, and nothing passes for lack of evidence', () => {
  assert.equal(combineStatus([]), 'unknown');
  assert.equal(combineStatus([judges('unknown'), judges('pass')]), 'unknown');
  assert.equal(combineStatus([judges('unknown'), supports('pass')]), 'unknown');
  assert.equal(combineStatus([supports('pass')]), 'unknown');
});

test('a failure anywhere fails, whoever settles it', () => {
  assert.equal(combineStatus([judges('fail'), settles('pass')]), 'fail');
  assert.equal(combineStatus([judges('pass'), settles('fail')]), 'fail');
  assert.equal(combineStatus([judges('error'), settles('pass')]), 'error');
  assert.equal(combineStatus([judges('pass'), supports('fail')]), 'pass');
});

test('what check leaves open can be settled; a person’s word is less than a look', () => {
  assert.equal(combineStatus([judges('unknown'), settles('pass')]), 'pass');
  assert.equal(combineStatus([judges('unknown'), settles('unknown')]), 'unknown');
  assert.equal(combineStatus([judges('pass'), judges('attested')]), 'attested');
  assert.equal(combineStatus([judges('pass'), judges('not-applicable')]), 'pass');
  assert.equal(combineStatus([judges('not-applicable')]), 'not-applicable');
});
