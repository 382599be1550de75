import { type Migration, Migrator, sql } from 'kysely';
import { WatchError } from '../words/watch-error.ts';
import { migrations } from './migrations/migrations.ts';
import type { Store } from './schema.ts';

/**
 * Brings the schema to this version. Of several servers that start at once one migrates and the
 * others wait (the migrator's lock). A schema of a newer version is refused, never touched.
 */
export async function migrate(
  store: Store,
  known: Readonly<Record<string, Migration>> = migrations,
): Promise<readonly string[]> {
  await refuseNewer(store, known);
  const { error, results } = await new Migrator({
    db: store,
    provider: { getMigrations: () => Promise.resolve({ ...known }) },
    // One that was written beside a later one, and came in after it, is made up for.
    allowUnorderedMigrations: true,
  }).migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new WatchError(
      `The schema could not be brought up to date${failed === undefined ? '' : ` (${failed})`}: ${reason}. Nothing was changed: the schema is as it was. Until this is mended, start the version that ran before; its data is whole.`,
      { cause: error },
    );
  }
  return (results ?? []).map(({ migrationName }) => migrationName);
}

async function refuseNewer(
  store: Store,
  known: Readonly<Record<string, Migration>>,
): Promise<void> {
  const { rows: found } = await sql<{ present: boolean }>`
    select to_regclass('kysely_migration') is not null as present`.execute(store);
  if (found[0]?.present !== true) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(store);
  const unknown = rows.map(({ name }) => name).filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) {
    throw new WatchError(
      `The database was made by a newer watch (it knows ${unknown.join(', ')}). Start that version; ` +
        'this one changed nothing.',
    );
  }
}
