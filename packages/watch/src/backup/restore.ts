import { sql } from 'kysely';
import { migrations } from '../store/migrations/migrations.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { WatchError } from '../words/watch-error.ts';
import type { BackupSummary } from './backup-format.ts';
import { rowLoader } from './load-rows.ts';
import { readBackupFile } from './read-backup-file.ts';
import { type Ask, quoted, type StoredTable, storedTables } from './tables.ts';

/** Filled by watch itself, without anybody's doing. */
const filledAnyway = new Set(['setup_links', 'attempts', 'monitor_looks']);

/**
 * Brings a store back as a backup has it, in one transaction: whatever goes wrong, what was there
 * before is there still. The schema is made as it was when the backup was, then brought up to date.
 * The store must be at this version's schema and, unless `replace`, empty.
 */
export async function restoreStore(
  store: Store,
  file: string,
  head: BackupSummary['head'],
  replace: boolean,
): Promise<void> {
  requireKnown(file, head);
  await store.transaction().execute(async (transaction) => {
    const ask: Ask = async <Row>(text: string) =>
      (await sql.raw<Row>(text).execute(transaction)).rows;
    await requireAlone(transaction);
    const tables = await storedTables(ask);
    if (!replace) await requireEmpty(ask, tables);
    for (const { table } of tables) await ask(`drop table ${quoted(table)} cascade`);
    const { past, ahead } = split(head.schema);
    for (const name of past) await migrations[name]?.up(transaction);
    const old = await storedTables(ask);
    await ask(`truncate ${old.map(({ table }) => quoted(table)).join(', ')}`);
    await readBackupFile(file, rowLoader(transaction));
    for (const { table, numbered } of old) {
      for (const column of numbered) await continueNumbers(ask, table, column);
    }
    for (const name of ahead) await migrations[name]?.up(transaction);
  });
  // Plans that know how much there is now.
  await sql`analyze`.execute(store);
}

function requireKnown(file: string, { schema, watchVersion }: BackupSummary['head']): void {
  const newer = schema.filter((name) => !Object.hasOwn(migrations, name));
  if (newer.length === 0) return;
  throw new WatchError(
    `${file} was made by a newer watch, ${watchVersion} (it knows ${newer.join(', ')}). Restore it with that version; nothing was changed.`,
  );
}

function split(schema: readonly string[]): { past: readonly string[]; ahead: readonly string[] } {
  const names = Object.keys(migrations).toSorted();
  return {
    past: names.filter((name) => schema.includes(name)),
    ahead: names.filter((name) => !schema.includes(name)),
  };
}

/** A watch that serves meanwhile would mix its own into it. */
async function requireAlone(transaction: StoreTransaction): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and application_name = 'castellan watch notices'`.execute(
    transaction,
  );
  if (rows.length === 0) return;
  throw new WatchError(
    'A watch runs on this database. Stop it, restore, and start it again; nothing was changed.',
  );
}

async function requireEmpty(ask: Ask, tables: readonly StoredTable[]): Promise<void> {
  for (const { table, columns } of tables) {
    // A table of settings has its one row from its migration.
    const isSettings = columns.some(({ name }) => name === 'is_only');
    if (isSettings || filledAnyway.has(table)) continue;
    const rows = await ask(`select 1 as one from ${quoted(table)} limit 1`);
    if (rows.length === 0) continue;
    throw new WatchError(
      `The store is not empty (there are ${table}). Restore into a new one, or add --replace, which puts the backup in its place; nothing was changed.`,
    );
  }
}

async function continueNumbers(ask: Ask, table: string, column: string): Promise<void> {
  await ask(`select setval(pg_get_serial_sequence('${quoted(table)}', '${column}'),
    (select coalesce(max(${quoted(column)}), 0) + 1 from ${quoted(table)}), false)`);
}
