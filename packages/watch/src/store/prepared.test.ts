import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { caseServers } from './case-store.ts';
import type { OpenStore } from './open-store.ts';
import { prepared } from './prepared.ts';
import type { Store } from './schema.ts';

let open: OpenStore;
before(async () => {
  open = await caseServers[0]!.open();
});
after(() => open?.close());

test('a marked statement is planned once on a connection, others are not kept', async () => {
  await open.store.connection().execute(async (connection) => {
    for (const value of ['a', undefined, "'; --"]) {
      assert.equal(await echo(connection, value), value ?? null);
      await sql`select ${value ?? null}::text`.execute(connection);
    }
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements`.execute(connection);
    assert.deepEqual(
      rows.map(({ statement }) => statement),
      ['/* prepared */ select $1::text as value'],
    );
  });
});

test('one that fails leaves its connection usable', async () => {
  await open.store.connection().execute(async (connection) => {
    const divide = (by: number) => sql`${prepared} select 1 / ${by}::int`.execute(connection);
    await divide(1);
    await assert.rejects(divide(0), /division by zero/);
    await divide(1);
  });
});

async function echo(store: Store, value: string | undefined): Promise<string | null | undefined> {
  const { rows } = await sql<{
    value: string | null;
  }>`${prepared} select ${value ?? null}::text as value`.execute(store);
  return rows[0]?.value;
}
