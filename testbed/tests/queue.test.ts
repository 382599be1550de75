import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { query } from '../cases/case.ts';
import { startApp, type RunningApp } from '../harness/app-process.ts';
import { appNode } from '../harness/nodes.ts';
import { variantFile, type Variant } from '../harness/variants.ts';
import { skipWithout } from '../servers/server-table.ts';

const attack = "x' UNION SELECT id, secret FROM secrets -- x";
const batchAttack = "x') UNION SELECT id, secret FROM secrets -- x";
const honest = [
  { name: 'bob', rows: [{ id: 3, name: 'bob' }] },
  { name: 'alice', rows: [{ id: 1, name: 'alice' }] },
  { name: 'Union Select', rows: [{ id: 4, name: 'Union Select' }] },
  { name: 'order by', rows: [] },
  { name: '1=1', rows: [] },
  { name: 'select all', rows: [] },
];
const queues = [
  { queue: 'polled', attack },
  { queue: 'woken', attack },
  { queue: 'emitted', attack },
  { queue: 'pooled', attack },
  { queue: 'batched', attack: batchAttack },
];

for (const { app, needs } of [
  { app: 'queue/pg', needs: 'POSTGRES_URL' },
  { app: 'queue/mysql2', needs: 'MYSQL_PORT' },
] as const)
  for (const variant of ['esm', 'cjs'] as const) {
    const skip = skipWithout(needs);
    describe(`${app}, ${variant}: statements of queues of the app's own`, { skip }, () =>
      testQueues(app, variant),
    );
  }

function testQueues(app: string, variant: Variant): void {
  let guarded: RunningApp;
  let open: RunningApp;
  before(async () => {
    const start = { file: variantFile(app, variant), node: appNode };
    guarded = await startApp({ ...start, isGuarded: true });
    open = await startApp({ ...start, isGuarded: false });
  });
  after(async () => {
    await guarded?.stop();
    await open?.stop();
  });

  for (const { queue, attack: name } of queues) {
    it(`${queue}: is open to the attack without guard`, async () => {
      const { text } = await open.send(query(`/${queue}/users`, { name }));
      // A batcher keeps the rows that nobody asked for to itself.
      assert.ok(queue === 'batched' || text.includes('crown-jewels'), text);
    });

    it(`${queue}: refuses the attacker alone, among 40 honest requests`, async () => {
      for (let round = 0; round < 3; round += 1) await sendTogether(guarded, queue, name, round);
    });
  }

  it("has done the app's own work all the while, and lives", async () => {
    const { text } = await guarded.send({ path: '/failures' });
    assert.deepEqual(JSON.parse(text), { failures: 0 }, guarded.output());
    assert.ok(guarded.isAlive(), guarded.output());
  });
}

/** The attacker is in the midst of the others, in another place each time. */
async function sendTogether(
  app: RunningApp,
  queue: string,
  name: string,
  round: number,
): Promise<void> {
  const place = [20, 1, 39][round];
  const answers = await Promise.all(
    Array.from({ length: 41 }, (_, i) =>
      app.send(
        query(`/${queue}/users`, {
          name: i === place ? name : (honest[i % honest.length]?.name ?? ''),
        }),
      ),
    ),
  );
  for (const [i, { status, text }] of answers.entries()) {
    if (i === place) {
      assert.equal(status, 403, `${text}\n${app.output()}`);
      continue;
    }
    assert.equal(status, 200, `${text}\n${app.output()}`);
    assert.deepEqual(JSON.parse(text), { rows: honest[i % honest.length]?.rows });
  }
}
