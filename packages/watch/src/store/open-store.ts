import type pg from 'pg';
import { connect, requireServer } from './connection.ts';
import { EmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrate } from './migrate.ts';
import type { Store } from './schema.ts';

export interface StoreOptions {
  /** A PostgreSQL of the team's own; without it one is started in `directory`. */
  readonly databaseUrl?: string;
  readonly directory: string;
}

export interface OpenStore {
  readonly store: Store;
  /** How to connect once more, for what needs a connection to itself. */
  readonly connection: pg.ClientConfig;
  /** Where the data is, for people. */
  readonly place: string;
  readonly embedded: EmbeddedPostgres | undefined;
  close(): Promise<void>;
}

/** Opens the store, with its schema up to date. Throws `WatchError` in words when it cannot. */
export async function openStore({ databaseUrl, directory }: StoreOptions): Promise<OpenStore> {
  const embedded = databaseUrl === undefined ? await EmbeddedPostgres.start(directory) : undefined;
  const connection = embedded?.connection ?? { connectionString: databaseUrl };
  let store: Store | undefined;
  const close = async (): Promise<void> => {
    await store?.destroy();
    await embedded?.stop();
  };
  try {
    await requireServer(connection);
    store = connect(connection);
    await migrate(store);
  } catch (error) {
    await close();
    throw error;
  }
  const place = embedded === undefined ? hostOf(databaseUrl ?? '') : directory;
  return { store, connection, place, embedded, close };
}

/** The URL holds a password; its host does not. */
function hostOf(databaseUrl: string): string {
  try {
    const { host, pathname } = new URL(databaseUrl);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
