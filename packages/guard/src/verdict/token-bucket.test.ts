import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TokenBucket } from './token-bucket.ts';

test('so many go through at once, the next when its time has come, and never more than the limit', () => {
  const bucket = new TokenBucket({ requests: 3, seconds: 60 }, 0);
  assert.deepEqual(
    [1, 2, 3, 4].map(() => bucket.take(0)),
    [0, 0, 0, 20],
  );
  assert.equal(bucket.take(19_000), 1);
  assert.equal(bucket.take(20_000), 0);
  assert.equal(bucket.take(20_000), 20);
  const later = [1, 2, 3, 4].map(() => bucket.take(10_000_000));
  assert.deepEqual(later, [0, 0, 0, 20]);
});

test('a clock that is put back neither gives nor takes', () => {
  const bucket = new TokenBucket({ requests: 1, seconds: 10 }, 100_000);
  assert.equal(bucket.take(100_000), 0);
  assert.equal(bucket.take(0), 10);
  assert.equal(bucket.take(10_000), 0);
});
