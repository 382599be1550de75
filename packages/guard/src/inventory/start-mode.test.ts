import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMode } from './start-mode.ts';

test('the way in which guard was started is told by the flags of the process', () => {
  assert.equal(startMode(['--import', 'castellan/guard'], ''), 'import');
  assert.equal(startMode(['--import=castellan/guard'], ''), 'import');
  assert.equal(startMode(['-r', 'castellan/guard'], ''), 'require');
  assert.equal(startMode(['--import', './other.mjs'], '--require=castellan/guard'), 'node-options');
  assert.equal(startMode(['--require', './other.js'], ''), 'code');
});
