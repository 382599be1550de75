import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AppScope, everyApp } from '../people/app-scope.ts';
import { Feed } from './feed.ts';
import type { Notice } from './notices.ts';

type Listener = (notice: Notice | 'gap') => void;

function feed(scope: AppScope = everyApp): {
  feed: Feed;
  tell: Listener;
  listeners: Set<Listener>;
} {
  const listeners = new Set<Listener>();
  const made = new Feed(
    {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    scope,
  );
  return { feed: made, tell: (notice) => listeners.forEach((one) => one(notice)), listeners };
}

const notice = (policyVersion: number): Notice => ({ type: 'decision', policyVersion });

test('notices come in order, those that wait and those that are waited for', async () => {
  const { feed: one, tell } = feed();
  tell(notice(1));
  tell(notice(2));
  assert.deepEqual(await one.take(10_000), [notice(1), notice(2)]);
  const taken = one.take(10_000);
  tell(notice(3));
  assert.deepEqual(await taken, [notice(3)]);
  assert.deepEqual(await one.take(1), []);
});

test('a page that keeps up to the bound misses nothing, one past it is told of a gap', async () => {
  const { feed: one, tell } = feed();
  for (let n = 1; n <= 200; n += 1) tell(notice(n));
  assert.equal((await one.take(1)).length, 200);
  for (let n = 1; n <= 201; n += 1) tell(notice(n));
  tell(notice(202));
  assert.deepEqual(await one.take(1), [{ type: 'gap' }, notice(202)]);
});

test('a gap of the server takes the place of what waited', async () => {
  const { feed: one, tell } = feed();
  tell(notice(1));
  tell('gap');
  assert.deepEqual(await one.take(1), [{ type: 'gap' }]);
});

test('a feed that is closed hears nothing more and holds nobody', async () => {
  const { feed: one, listeners } = feed();
  const taken = one.take(60_000);
  one.close();
  assert.deepEqual(await taken, []);
  assert.equal(listeners.size, 0);
});

test('whoever sees some apps only hears of these, of decisions and of gaps', async () => {
  const { feed: one, tell } = feed({ apps: ['x'] });
  const heartbeat = (appId: string): Notice => ({ type: 'heartbeat', appId, environment: 'test' });
  tell(heartbeat('y'));
  tell({ type: 'incident', id: 'i', appId: 'y', isNew: true });
  tell({ type: 'delivery', channelId: 'c' });
  tell({ type: 'monitor', id: 'm' });
  tell(heartbeat('x'));
  tell(notice(1));
  assert.deepEqual(await one.take(10_000), [heartbeat('x'), notice(1)]);
  tell('gap');
  assert.deepEqual(await one.take(10_000), [{ type: 'gap' }]);
});
