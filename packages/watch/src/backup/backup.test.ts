import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { Migrator, sql } from 'kysely';
import pg from 'pg';
import { fillEmptyTables, fillFirstSchema } from '../store/case-rows.ts';
import { caseFinding, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { caseServers, temporaryDirectory } from '../store/case-store.ts';
import { connect } from '../store/connection.ts';
import { migrationProvider, migrations } from '../store/migrations/migrations.ts';
import { type OpenStore, openStore } from '../store/open-store.ts';
import { dayOf, Partitions } from '../store/partitions.ts';
import type { Store } from '../store/schema.ts';
import { Vault } from '../vault/vault.ts';
import { backUp, restoreBackup } from './backup.ts';
import { readBackupFile } from './read-backup-file.ts';
import { writeBackupFile } from './write-backup-file.ts';
import { storedTables } from './tables.ts';

const watchVersion = '1.2.3';

/** Everything that is stored, as text, by table. */
async function contents(store: Store): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { table } of await tablesOf(store)) {
    const { rows } = await sql<{ line: string }>`
      select to_jsonb(t)::text as line from ${sql.table(table)} t order by 1`.execute(store);
    all[table] = rows.map(({ line }) => line);
  }
  return all;
}

const tablesOf = (store: Store): ReturnType<typeof storedTables> =>
  storedTables(async <Row>(text: string) => (await sql.raw<Row>(text).execute(store)).rows);

/** A new, empty store as `DATABASE_URL` of it names. */
async function emptyDatabase(open: OpenStore, name: string): Promise<string> {
  await sql`create database ${sql.id(name)}`.execute(open.store);
  return urlOf(open, name);
}

function urlOf({ connection }: OpenStore, name: string): string {
  if (connection.connectionString !== undefined) {
    return connection.connectionString.replace('/postgres?', `/${name}?`);
  }
  const { host = '', user, password } = connection;
  return `postgres://${user}:${String(password)}@/${name}?host=${encodeURIComponent(host)}`;
}

for (const server of caseServers) {
  describe(server.name, { skip: server.missing ?? false }, () => {
    const directory = temporaryDirectory();
    const file = join(directory, 'watch.backup');
    let open: OpenStore;
    before(async () => {
      open = await server.open();
      await fillFirstSchema(open.store, caseFinding());
      const tables = (await tablesOf(open.store)).map(({ table }) => table);
      assert.deepEqual(await fillEmptyTables(open.store, tables), [], 'every table has a row');
    });
    after(() => open?.close());

    test('a store comes back from its backup as it was, in every table, and goes on', async () => {
      const from = { directory, databaseUrl: urlOf(open, 'postgres') };
      const done = await backUp({ ...from, file, watchVersion, withSecretsKey: false });
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.deepEqual(readdirSync(directory), ['watch.backup'], 'no draft is left');
      const databaseUrl = await emptyDatabase(open, 'again');
      await restoreBackup({ directory, databaseUrl, file, replace: false });
      const again = await openStore({ directory, databaseUrl });
      try {
        const expected = await contents(open.store);
        assert.deepEqual(await contents(again.store), expected);
        for (const { table, rows } of done.tables) assert.equal(rows, expected[table]?.length);
        const partitions = new Partitions(again.store);
        const delivery = {
          rows: caseRows(await caseScope(again.store), [caseFinding()]),
          heartbeats: [],
        };
        const scope = await caseScope(again.store);
        const { accepted } = await storeDelivery(again.store, partitions, scope, delivery);
        assert.equal(accepted, 1);
        await assert.rejects(
          restoreBackup({ directory, databaseUrl, file, replace: false }),
          /not empty \(there are .*--replace/,
        );
      } finally {
        await again.close();
      }
      await restoreBackup({ directory, databaseUrl, file, replace: true });
      const replaced = connect({ connectionString: databaseUrl });
      assert.deepEqual(await contents(replaced), await contents(open.store));
      await replaced.destroy();
    });

    test('the backup is of one moment, while deliveries go on, partitions are made and days dropped', async () => {
      const partitions = new Partitions(open.store);
      const scope = await caseScope(open.store);
      const done = new AbortController();
      const busy = (async () => {
        const empty = dayOf(Date.now() - 399 * 86_400_000);
        for (let day = 1; !done.signal.aborted && day < 390; day += 1) {
          const time = new Date(Date.now() - day * 86_400_000).toISOString();
          const rows = caseRows(scope, [caseFinding({ time })]);
          await storeDelivery(open.store, partitions, scope, { rows, heartbeats: [] });
          await partitions.ensure([empty]);
          await partitions.dropIfEmpty(empty);
        }
      })();
      const from = { directory, databaseUrl: urlOf(open, 'postgres') };
      const busyFile = join(directory, 'busy.backup');
      await backUp({ ...from, file: busyFile, watchVersion, withSecretsKey: false });
      done.abort();
      await busy;
      const databaseUrl = await emptyDatabase(open, 'busy');
      await restoreBackup({ directory, databaseUrl, file: busyFile, replace: false });
      const store = connect({ connectionString: databaseUrl });
      const { rows } = await sql<{ events: number; counted: number }>`
        select (select count(*)::int from events where app_id = ${scope.appId}) as events,
          (select coalesce(sum(events), 0)::int from incidents where app_id = ${scope.appId}) as counted`.execute(
        store,
      );
      await store.destroy();
      assert.equal(rows[0]?.events, rows[0]?.counted);
    });
  });
}

describe('on a directory', () => {
  const directory = join(temporaryDirectory(), 'data');
  const file = join(dirname(directory), 'own.backup');
  const options = { directory, file, watchVersion };

  test('a running watch is read beside it, a stopped one is started for it', async () => {
    await assert.rejects(backUp({ ...options, withSecretsKey: false }), /no data of watch in/);
    const open = await openStore({ directory });
    await fillFirstSchema(open.store, caseFinding());
    writeFileSync(join(directory, 'secrets-key'), 'a key\n', { mode: 0o600 });
    const files = readdirSync(directory).toSorted();
    const running = await backUp({ ...options, withSecretsKey: false });
    assert.equal(running.head.secretsKey, undefined);
    await assert.rejects(
      restoreBackup({ ...options, replace: true }),
      /belongs to another process/,
    );
    await open.close();
    const stopped = await backUp({ ...options, withSecretsKey: true });
    assert.equal(stopped.head.secretsKey, 'a key');
    assert.deepEqual(stopped.tables, running.tables);
    assert.deepEqual(readdirSync(directory).toSorted(), files);
  });

  test('it comes back in a new directory, key too, and another key is not written over', async () => {
    const other = join(temporaryDirectory(), 'data');
    await restoreBackup({ directory: other, file, replace: false });
    const key = join(other, 'secrets-key');
    assert.equal(readFileSync(key, 'utf8'), 'a key\n');
    assert.equal(statSync(key).mode & 0o777, 0o600);
    writeFileSync(key, 'another\n');
    await assert.rejects(
      restoreBackup({ directory: other, file, replace: false }),
      /another key than that of the backup/,
    );
    const open = await openStore({ directory: other });
    assert.equal((await contents(open.store))['events']?.length, 3);
    await open.close();
  });

  test('a backup without its key is not put beside a key that opens none of it; a watch that runs is in the way', async () => {
    const home = temporaryDirectory();
    const from = join(home, 'from');
    const keyless = join(home, 'keyless.backup');
    const open = await openStore({ directory: from });
    const sealed = new Vault(from).seal('a secret', 'channel x');
    await sql`insert into channels (id, name, kind, settings, secrets, rules, created_by, tokens)
      values (gen_random_uuid(), 'team', 'webhook', '{}', ${sealed}, '{}', 'Ada', 1)`.execute(
      open.store,
    );
    const made = await backUp({
      directory: from,
      file: keyless,
      watchVersion,
      withSecretsKey: false,
    });
    assert.equal(made.head.sealed.secrets, 1);
    const databaseUrl = await emptyDatabase(open, 'elsewhere');
    const other = join(home, 'other');
    new Vault(other).seal('another', 'channel y');
    const restore = (directory: string, replace = false): Promise<unknown> =>
      restoreBackup({ directory, databaseUrl, file: keyless, replace });
    await assert.rejects(
      restore(other),
      /other\/secrets-key is not the key with which the 1 secrets of .* were sealed.*nothing was changed/s,
    );
    const reader = new pg.Client({ connectionString: databaseUrl });
    await reader.connect();
    const { rows } = await reader.query("select 1 from pg_tables where schemaname = 'public'");
    assert.equal(rows.length, 0);
    await reader.end();
    const watching = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'castellan watch notices',
    });
    await watching.connect();
    await assert.rejects(restore(from), /A watch runs on this database\. Stop it, restore/);
    await watching.end();
    await restore(from);
    await restore(other, true);
    await restore(join(home, 'without a key'), true);
    await open.close();
  });

  test('any byte that is changed is found, and so is any end that is missing', async () => {
    const whole = readFileSync(file);
    const broken = join(dirname(file), 'broken.backup');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] as number) ^ flip;
          writeFileSync(broken, bytes);
          await assert.rejects(readBackupFile(broken), { name: 'WatchError' });
          writeFileSync(broken, whole);
          truncateSync(broken, at);
          await assert.rejects(readBackupFile(broken), { name: 'WatchError' });
        },
      ),
      { numRuns: 150 },
    );
    await assert.rejects(readBackupFile(broken), /damaged|no backup/);
    await readBackupFile(file);
  });

  test('what says of itself what is not so is found, though its digest is right', async () => {
    const sealed = { secrets: 0, keys: [] };
    const forged = join(dirname(file), 'forged.backup');
    const head = { madeAt: '', watchVersion, schema: ['0001-first'], sealed };
    const lines = [
      head,
      { table: 'apps', columns: [] },
      ['a'],
      { rows: 2, sha256: '' },
      { end: 1 },
    ];
    const write = (some: readonly unknown[]): Promise<number> =>
      writeBackupFile(forged, asLines(some));
    await write(lines);
    await assert.rejects(readBackupFile(forged), /rows of apps are not what was written/);
    await write([head]);
    await assert.rejects(readBackupFile(forged), /tables are not all there/);
    await write([{ ...head, schema: ['0001-first', '9999-later'] }, { end: 0 }]);
    await assert.rejects(
      restoreBackup({
        directory: join(temporaryDirectory(), 'data'),
        file: forged,
        replace: false,
      }),
      /made by a newer watch, 1.2.3 \(it knows 9999-later\)/,
    );
  });

  test('a backup of the first schema comes back in the newest', async () => {
    const old = join(temporaryDirectory(), 'data');
    const server = await openStore({ directory: old });
    const databaseUrl = await emptyDatabase(server, 'first');
    const first = connect({ connectionString: databaseUrl });
    await new Migrator({ db: first, provider: migrationProvider }).migrateTo('0001-first');
    await fillFirstSchema(first, caseFinding());
    const before = await contents(first);
    await first.destroy();
    const oldFile = join(dirname(file), 'old.backup');
    const made = await backUp({
      directory: old,
      databaseUrl,
      file: oldFile,
      watchVersion,
      withSecretsKey: false,
    });
    assert.deepEqual(made.head.schema, ['0001-first']);
    await server.close();
    const next = join(temporaryDirectory(), 'data');
    await restoreBackup({ directory: next, file: oldFile, replace: false });
    const open = await openStore({ directory: next });
    const after = await contents(open.store);
    await open.close();
    for (const [table, rows] of Object.entries(before)) {
      assert.equal(after[table]?.length, rows.length, table);
    }
    assert.ok(Object.keys(migrations).length > 1);
  });
});

async function* asLines(values: readonly unknown[]): AsyncGenerator<string> {
  for (const value of values) yield `${JSON.stringify(value)}\n`;
}
