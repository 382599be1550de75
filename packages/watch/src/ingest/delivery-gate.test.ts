import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeliveryGate } from './delivery-gate.ts';

/** Work that ends when it is told to. */
function held(): { work: () => Promise<void>; end: () => void } {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { work: () => promise, end: () => end() };
}

test('so many run at once, so many wait, and for the next one there is no room', async () => {
  const gate = new DeliveryGate({ atOnce: 2, waiting: 3 });
  const all = Array.from({ length: 5 }, held);
  const running: number[] = [];
  const passed = all.map(({ work }, index) =>
    gate.pass(() => {
      running.push(index);
      return work();
    }),
  );
  assert.deepEqual(running, [0, 1]);
  assert.equal(gate.hasRoom(), false);
  all[1]!.end();
  await passed[1];
  assert.equal(gate.hasRoom(), true);
  for (const { end } of all) end();
  await Promise.all(passed);
  assert.deepEqual(running, [0, 1, 2, 3, 4], 'in the order in which they came');
});

test('work that fails gives its turn on', async () => {
  const gate = new DeliveryGate({ atOnce: 1, waiting: 1 });
  const failing = gate.pass(() => Promise.reject(new Error('no')));
  const next = gate.pass(() => Promise.resolve('next'));
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'next');
  assert.equal(await gate.pass(() => Promise.resolve('later')), 'later');
});

test('a token may send twice its minute in a burst, then earns more by waiting', () => {
  const gate = new DeliveryGate({ bytesPerMinute: 600 });
  assert.equal(gate.charge('a', 1_200, 0), 0);
  assert.equal(gate.charge('a', 1, 0), 1);
  assert.equal(gate.charge('a', 100, 0), 10, 'seconds until it has earned them');
  assert.equal(gate.charge('a', 100, 9_999), 1);
  assert.equal(gate.charge('a', 100, 10_000), 0);
  assert.equal(gate.charge('b', 1_200, 0), 0, 'each token has its own');
  assert.equal(gate.charge('a', 1_200, 10_000_000), 0);
  assert.equal(gate.charge('a', 1, 10_000_000), 1, 'and never more than a burst');
});
