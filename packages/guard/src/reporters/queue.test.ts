import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '@castellan/core';
import fc from 'fast-check';
import { caseFinding } from '@castellan/core/cases';
import { FindingQueue } from './queue.ts';
import type { Reporter } from './reporter.ts';
import { Ring } from './ring.ts';

class Kept implements Reporter {
  readonly name = 'kept';
  readonly findings: Finding[] = [];
  readonly lost = 0;
  closed = 0;
  report(finding: Finding): void {
    this.findings.push(finding);
  }
  heartbeat(): void {}
  flush(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {
    this.closed++;
  }
}

const from = (address: string): Finding =>
  caseFinding({ request: { id: 'r', method: 'GET', path: '/', address } });
const sum = (findings: readonly Finding[]): number =>
  findings.reduce((total, { count }) => total + count, 0);

test('delivery happens after the call, not in it', async () => {
  const kept = new Kept();
  const queue = new FindingQueue([kept]);
  queue.report(caseFinding());
  assert.equal(kept.findings.length, 0);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  assert.equal(kept.findings.length, 1);
  queue.close();
});

test('the first of a kind pass singly, the rest as one with their count', async () => {
  const kept = new Kept();
  const queue = new FindingQueue([kept], { samples: 3 });
  for (let index = 0; index < 50_000; index++) queue.report(from('203.0.113.7'));
  queue.report(from('203.0.113.8'));
  await queue.flush();
  assert.deepEqual(
    kept.findings.map(({ count }) => count),
    [1, 1, 1, 1, 49_997],
  );
  assert.equal(queue.lost, 0);
});

test('a new window begins after the old one ended', async () => {
  const kept = new Kept();
  const queue = new FindingQueue([kept], { samples: 1, windowMs: 5 });
  queue.report(caseFinding());
  queue.report(caseFinding());
  await new Promise((resolve) => setTimeout(resolve, 40));
  queue.report(caseFinding());
  await queue.flush();
  assert.equal(sum(kept.findings), 3);
  assert.equal(kept.findings.length, 3);
});

test('whatever is reported is delivered or counted as lost', async () => {
  const addresses = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 });
  const size = fc.integer({ min: 1, max: 12 });
  await fc.assert(
    fc.asyncProperty(addresses, size, size, size, async (list, capacity, samples, fingerprints) => {
      const kept = new Kept();
      const queue = new FindingQueue([kept], { capacity, samples, fingerprints });
      for (const address of list) queue.report(from(String(address)));
      await queue.flush();
      assert.equal(sum(kept.findings) + queue.lost, list.length);
    }),
  );
});

test('full means full: the last place is taken, the next finding is refused', () => {
  const ring = new Ring<number>(2);
  assert.deepEqual([ring.push(1), ring.push(2), ring.push(3)], [true, true, false]);
  assert.deepEqual(
    [ring.shift(), ring.push(4), ring.shift(), ring.shift(), ring.shift()],
    [1, true, 2, 4, undefined],
  );
});

test('a reporter that throws takes nothing from the others', async () => {
  const kept = new Kept();
  const broken = new Kept();
  broken.report =
    broken.heartbeat =
    broken.close =
      () => {
        throw new Error('broken');
      };
  broken.flush = () => Promise.reject(new Error('broken'));
  const queue = new FindingQueue([broken, kept]);
  queue.report(caseFinding());
  await queue.flush();
  queue.close();
  assert.equal(kept.findings.length, 1);
  assert.equal(kept.closed, 1);
});
