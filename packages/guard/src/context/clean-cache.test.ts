import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCleanCache } from './clean-cache.ts';

test('knows exactly the texts that were added', () => {
  const cache = createCleanCache();
  cache.add('SELECT 1');
  assert.equal(cache.has('SELECT 1'), true);
  assert.equal(cache.has('SELECT 2'), false);
  assert.equal(cache.has('select 1'), false);
});

test('keeps what is asked for and forgets what is not', () => {
  const cache = createCleanCache();
  cache.add('busy');
  cache.add('idle');
  for (let i = 0; i < 2_000; i++) {
    cache.add(`text ${i}`);
    assert.equal(cache.has('busy'), true);
  }
  assert.equal(cache.has('idle'), false);
  assert.equal(cache.has('text 1999'), true);
});

test('keeps texts of 4,096 characters and none longer', () => {
  const cache = createCleanCache();
  cache.add('a'.repeat(4_096));
  cache.add('b'.repeat(4_097));
  assert.equal(cache.has('a'.repeat(4_096)), true);
  assert.equal(cache.has('b'.repeat(4_097)), false);
});

test('is bounded in entries and in length', () => {
  const cache = createCleanCache();
  const count = (texts: readonly string[]) => texts.filter((text) => cache.has(text)).length;
  const short = Array.from({ length: 5_000 }, (_, i) => `${i}`);
  for (const text of short) cache.add(text);
  assert.ok(count(short.toReversed()) <= 1_000);
  const long = Array.from({ length: 1_000 }, (_, i) => `${i}`.padEnd(4_096));
  for (const text of long) cache.add(text);
  const kept = long.slice(-300).filter((text) => cache.has(text)).length;
  assert.ok(kept * 4_096 <= 1_048_576, `${kept} kept`);
});
