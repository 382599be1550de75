import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { WatchError } from '../words/watch-error.ts';
import { prepareMarked } from './prepared.ts';
import type { Schema, Store } from './schema.ts';

const int8 = 20;
/** How many connections one server holds at most. */
export const maxConnections = 10;
const minServerVersion = 150_000;

/** Connects to PostgreSQL. Counts (`int8`) are read as numbers: they stay far below 2^53. */
export function connect(connection: pg.ClientConfig): Store {
  const types = new pg.TypeOverrides();
  types.setTypeParser(int8, Number);
  const pool = new pg.Pool({
    ...connection,
    types: types as unknown as pg.CustomTypesConfig,
    max: maxConnections,
    application_name: 'castellan watch',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
  });
  // An idle connection that breaks is replaced by the next one; queries report their own errors.
  pool.on('error', () => undefined);
  // The same for one in use: its query fails, and without a listener the process would end.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('connect', prepareMarked);
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** Refuses a server that is too old, and one that cannot be reached, in words. */
export async function requireServer(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    if (Number(rows[0]?.version) < minServerVersion) {
      throw new WatchError(
        'DATABASE_URL leads to a PostgreSQL older than 15, which watch does not use.',
      );
    }
  } catch (cause) {
    if (cause instanceof WatchError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WatchError(`The database cannot be reached: ${reason}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
