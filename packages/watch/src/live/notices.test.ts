import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { type Notice, Notices, notify } from './notices.ts';

let open: OpenStore;
let notices: Notices;
before(async () => {
  open = await caseServers[0]!.open();
  notices = new Notices(open.connection);
  await notices.start();
});
after(async () => {
  await notices?.close();
  await open?.close();
});

/** What is heard until so many came. */
function heard(count: number): Promise<readonly (Notice | 'gap')[]> {
  const all: (Notice | 'gap')[] = [];
  return new Promise((resolve) => {
    const stop = notices.subscribe((notice) => {
      if (all.push(notice) < count) return;
      stop();
      resolve(all);
    });
  });
}

test('as many notices as there are come one by one, in order, however they travelled', async () => {
  const told = Array.from({ length: 400 }, (_, index): Notice => ({
    type: 'incident',
    id: randomUUID(),
    appId: `é\n${'x'.repeat(index)}`,
    isNew: index % 2 === 0,
  }));
  const came = heard(told.length);
  await notify(open.store, told);
  assert.deepEqual(await came, told);
});

test('a transaction that fails tells nothing', async () => {
  const came = heard(1);
  const failed = open.store.transaction().execute(async (transaction) => {
    await notify(transaction, [{ type: 'monitor', id: 'never' }]);
    throw new Error('rolled back');
  });
  await assert.rejects(failed, /rolled back/);
  await notify(open.store, [{ type: 'monitor', id: 'told' }]);
  assert.deepEqual(await came, [{ type: 'monitor', id: 'told' }]);
});

test('when its connection breaks it listens again, and says that some may have been missed', async () => {
  const gap = heard(1);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'castellan watch notices'`.execute(open.store);
  assert.deepEqual(await gap, ['gap']);
  const came = heard(1);
  await notify(open.store, [{ type: 'monitor', id: 'after' }]);
  assert.deepEqual(await came, [{ type: 'monitor', id: 'after' }]);
});
