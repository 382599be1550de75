import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { clearAttempts, countAttempt } from './attempts.ts';

let open: OpenStore;
before(async () => {
  open = await caseServers[0]!.open();
});
after(() => open?.close());

const limit = { key: 'sign in', most: 2, windowSeconds: 900 };
const attempt = (): Promise<number> => countAttempt(open.store, limit);
const move = (by: string) =>
  sql`update attempts set resets_at = resets_at + ${by}::interval`.execute(open.store);

test('so many may be tried in a window, and in the next one again', async () => {
  assert.deepEqual([await attempt(), await attempt()], [0, 0]);
  const wait = await attempt();
  assert.ok(wait > 890 && wait <= 900, String(wait));
  await move('-16 minutes');
  assert.equal(await attempt(), 0);
  await clearAttempts(open.store, limit.key);
});

test('nobody is locked out by a clock that was hours ahead', async () => {
  for (let count = 0; count < 5; count += 1) await attempt();
  assert.ok((await attempt()) > 0);
  await move('5 hours');
  assert.deepEqual([await attempt(), await attempt()], [0, 0]);
  const wait = await attempt();
  assert.ok(wait > 890 && wait <= 900, String(wait));
});
