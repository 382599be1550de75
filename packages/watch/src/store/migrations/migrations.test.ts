import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Migrator, sql } from 'kysely';
import { storedTables } from '../../backup/tables.ts';
import { caseFinding, caseRows } from '../../ingest/case-finding.ts';
import { storeDelivery } from '../../ingest/store-delivery.ts';
import { fillEmptyTables, fillFirstSchema } from '../case-rows.ts';
import { caseServers } from '../case-store.ts';
import { migrate } from '../migrate.ts';
import type { OpenStore } from '../open-store.ts';
import { Partitions } from '../partitions.ts';
import type { Store } from '../schema.ts';
import { migrationProvider, migrations } from './migrations.ts';

type Row = Readonly<Record<string, unknown>>;
type Contents = Readonly<Record<string, readonly Row[]>>;

async function contents(store: Store): Promise<Contents> {
  const all: Record<string, readonly Row[]> = {};
  for (const table of await tablesOf(store)) {
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(t) as row from ${sql.table(table)} t`.execute(store);
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}

async function tablesOf(store: Store): Promise<readonly string[]> {
  const ask = async <Found>(text: string): Promise<readonly Found[]> =>
    (await sql.raw<Found>(text).execute(store)).rows;
  return (await storedTables(ask)).map(({ table }) => table);
}

/** Columns of before whose values are others now, and tables with fewer rows. */
function differences(before: Contents, after: Contents): readonly string[] {
  return Object.entries(before).flatMap(([table, rows]) => {
    const now = after[table];
    if (now === undefined || now.length < rows.length) return [table];
    const columns = Object.keys(rows[0] ?? {}).filter((name) => Object.hasOwn(now[0] ?? {}, name));
    return columns.flatMap((name) => {
      const left = now.map((row) => JSON.stringify(row[name]));
      const isKept = rows.every((row) => {
        const at = left.indexOf(JSON.stringify(row[name]));
        if (at >= 0) left.splice(at, 1);
        return at >= 0;
      });
      return isKept ? [] : [`${table}.${name}`];
    });
  });
}

test('what a migration would lose or change is seen', () => {
  const before = {
    a: [
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ],
    b: [{ z: 1 }],
    c: [{ z: 1 }],
  };
  const after = {
    a: [
      { x: 3, y: 5 },
      { x: 1, y: 4, more: 1 },
    ],
    b: [],
  };
  assert.deepEqual(differences(before, after), ['a.y', 'b', 'c']);
});

for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    before(async () => {
      open = await server.open();
      for (const table of await tablesOf(open.store)) {
        await sql`drop table ${sql.table(table)} cascade`.execute(open.store);
      }
      await sql`drop table kysely_migration, kysely_migration_lock`.execute(open.store);
    });
    after(() => open?.close());

    test('every migration runs over rows in every table that there is, and loses none', async () => {
      const { store } = open;
      const migrator = new Migrator({ db: store, provider: migrationProvider });
      const [first = '', ...later] = Object.keys(migrations).toSorted();
      assert.equal((await migrator.migrateTo(first)).error, undefined);
      const { app } = await fillFirstSchema(store, caseFinding());
      for (const name of later) {
        assert.deepEqual(await fillEmptyTables(store, await tablesOf(store)), [], `before ${name}`);
        const before = await contents(store);
        assert.ok(Object.values(before).every((rows) => rows.length > 0));
        assert.equal((await migrator.migrateTo(name)).error, undefined, name);
        assert.deepEqual(differences(before, await contents(store)), [], name);
      }
      assert.deepEqual(await migrate(store), []);
      const scope = { tokenId: app, appId: app, app: 'old shop', environment: 'production' };
      const delivery = { rows: caseRows(scope, [caseFinding()]), heartbeats: [] };
      const { accepted } = await storeDelivery(store, new Partitions(store), scope, delivery);
      assert.equal(accepted, 1);
    });
  });
}
