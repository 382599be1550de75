import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Migration, Migrator, sql } from 'kysely';
import { caseFinding, caseRows } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { listIncidents } from '../incidents/list-incidents.ts';
import { listEvents } from '../events/list-events.ts';
import { everyApp } from '../people/app-scope.ts';
import { fillFirstSchema } from './case-rows.ts';
import { caseServers } from './case-store.ts';
import { connect } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrationProvider, migrations } from './migrations/migrations.ts';
import type { OpenStore } from './open-store.ts';
import { Partitions } from './partitions.ts';
import type { Store } from './schema.ts';

const fromFirst = Object.keys(migrations).toSorted().slice(1);

for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    before(async () => {
      open = await server.open();
    });
    after(() => open?.close());

    /** A store of the first released watch, with something in each of its tables. */
    async function firstStore(name: string): Promise<{ stores: Store[]; app: string }> {
      await sql`create database ${sql.id(name)}`.execute(open.store);
      const { connectionString } = open.connection;
      const connection =
        connectionString === undefined
          ? { ...open.connection, database: name }
          : { connectionString: connectionString.replace('/postgres?', `/${name}?`) };
      const stores = [connect(connection), connect(connection)];
      const [store] = stores as [Store];
      await new Migrator({ db: store, provider: migrationProvider }).migrateTo('0001-first');
      const { app } = await fillFirstSchema(store, caseFinding());
      return { stores, app };
    }

    test('from the first schema to the newest: nothing is lost, it is read, and deliveries go on', async () => {
      const { stores, app } = await firstStore('upgraded');
      const [store] = stores as [Store];
      const before = await counts(store);
      assert.ok(
        Object.values(before).every((count) => count > 0),
        JSON.stringify(before),
      );
      assert.deepEqual(await migrate(store), fromFirst);
      const after = await counts(store);
      for (const [table, count] of Object.entries(before)) {
        assert.equal(after[table], count, table);
      }
      const incidents = await listIncidents(store, everyApp, {}, 10);
      assert.deepEqual(
        incidents.items.map(({ detection, events }) => [detection, events]),
        [['sql-injection', 2]],
      );
      assert.equal((await listEvents(store, everyApp, {}, 10)).items.length, 3);
      const scope = { tokenId: app, appId: app, app: 'old shop', environment: 'production' };
      const rows = caseRows(scope, [caseFinding()]);
      const delivery = { rows, heartbeats: [] };
      const { accepted } = await storeDelivery(store, new Partitions(store), scope, delivery);
      assert.equal(accepted, 1);
      for (const one of stores) await one.destroy();
    });

    test('of two servers that start at once one migrates, and both go on', async () => {
      const { stores } = await firstStore('raced');
      const done = await Promise.all(stores.map((one) => migrate(one)));
      assert.deepEqual(done.flat().toSorted(), fromFirst);
      for (const one of stores) await one.destroy();
    });

    test('a migration that fails half-way leaves the old schema, and says what to do', async () => {
      const { stores } = await firstStore('broken');
      const [store] = stores as [Store];
      const before = await counts(store);
      const broken: Migration = {
        async up(db) {
          await sql`create table half_way (id int)`.execute(db);
          await sql`select 1 / 0`.execute(db);
        },
      };
      await assert.rejects(
        migrate(store, { ...migrations, '9999-broken': broken }),
        /9999-broken.*division by zero.*Nothing was changed.*start the version that ran before/s,
      );
      assert.deepEqual(await counts(store), before);
      assert.deepEqual(await migrate(store), fromFirst);
      for (const one of stores) await one.destroy();
    });

    test('a newer schema is refused in words and not touched', async () => {
      const { stores } = await firstStore('newer');
      const [store] = stores as [Store];
      await sql`insert into kysely_migration values ('9999-later', 'x')`.execute(store);
      const before = await counts(store);
      await assert.rejects(
        migrate(store),
        /made by a newer watch \(it knows 9999-later\).*changed nothing/s,
      );
      assert.deepEqual(await counts(store), before);
      for (const one of stores) await one.destroy();
    });
  });
}

async function counts(store: Store): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = current_schema()::regnamespace and relname not like 'kysely%'`.execute(
    store,
  );
  const found: Record<string, number> = {};
  for (const { name } of rows) {
    const { rows: count } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)}`.execute(store);
    found[name] = count[0]?.count ?? 0;
  }
  return found;
}
