import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { requireServer } from '../store/connection.ts';
import { EmbeddedPostgres, runningOn } from '../store/embedded/embedded-postgres.ts';
import { openStore, type StoreOptions } from '../store/open-store.ts';
import { WatchError } from '../words/watch-error.ts';
import { keyIdOf } from '../vault/vault.ts';
import type { BackupHead, BackupSummary } from './backup-format.ts';
import { dumpLines } from './dump.ts';
import { readBackupFile } from './read-backup-file.ts';
import { restoreStore } from './restore.ts';
import { writeBackupFile } from './write-backup-file.ts';

export interface BackupOptions extends StoreOptions {
  readonly file: string;
  readonly watchVersion: string;
  /** The file then opens every stored secret. */
  readonly withSecretsKey: boolean;
}

/** Writes all that is stored into a file, also while a watch runs, and reads it again. */
export async function backUp({
  file,
  directory,
  databaseUrl,
  watchVersion,
  withSecretsKey,
}: BackupOptions): Promise<BackupSummary & { readonly bytes: number }> {
  const keyFile = keyFileIn(directory);
  const key = withSecretsKey ? readKeyFile(keyFile) : undefined;
  const { connection, close } = await reach({ directory, ...(databaseUrl && { databaseUrl }) });
  const client = new pg.Client({ ...connection, application_name: 'castellan watch backup' });
  client.on('error', () => undefined);
  try {
    await requireServer(connection);
    await client.connect();
    const head = { watchVersion, ...(key !== undefined && { secretsKey: key }) };
    const bytes = await writeBackupFile(file, dumpLines(client, head));
    return { ...(await readBackupFile(file)), bytes };
  } catch (cause) {
    if (!/terminat|ECONN/i.test(String(cause))) throw cause;
    throw new WatchError(
      'The database ended while it was read, and no backup was written. Try again.',
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
    await close();
  }
}

export interface RestoreOptions extends StoreOptions {
  readonly file: string;
  /** What is stored gives way to the backup. */
  readonly replace: boolean;
}

/** Brings back what a backup holds; the key of its secrets too, where it has one. */
export async function restoreBackup({
  file,
  replace,
  ...where
}: RestoreOptions): Promise<BackupSummary> {
  const summary = await readBackupFile(file);
  const { secretsKey } = summary.head;
  const keyFile = keyFileIn(where.directory);
  const isOther = existsSync(keyFile) && readKeyFile(keyFile) !== secretsKey;
  if (secretsKey !== undefined && isOther && !replace) {
    throw new WatchError(
      `${keyFile} is another key than that of the backup. Move it away, or add --replace; nothing was changed.`,
    );
  }
  if (!replace) requireRightKey(file, summary.head, keyFile);
  const open = await openStore(where);
  try {
    await restoreStore(open.store, file, summary.head, replace);
  } finally {
    await open.close();
  }
  if (secretsKey !== undefined && (isOther || !existsSync(keyFile))) {
    if (isOther) renameSync(keyFile, `${keyFile}.replaced-${Date.now()}`);
    writeFileSync(keyFile, `${secretsKey}\n`, { mode: 0o600, flag: 'wx', flush: true });
  }
  return summary;
}

/** A key that opens none of what a backup without one brings would stand in the way of the right one. */
function requireRightKey(file: string, { secretsKey, sealed }: BackupHead, keyFile: string): void {
  const key = secretsKey === undefined ? readKeyFile(keyFile) : undefined;
  if (key === undefined || sealed.keys.length === 0 || sealed.keys.includes(keyIdOf(key))) return;
  throw new WatchError(
    `${keyFile} is not the key with which the ${sealed.secrets} secrets of ${file} were sealed. Put that key in its place, or move this one away and give the secrets anew, or add --replace; nothing was changed.`,
  );
}

/** The PostgreSQL that runs there; else one is started for as long as it takes. */
async function reach({
  databaseUrl,
  directory,
}: StoreOptions): Promise<{ connection: pg.ClientConfig; close: () => Promise<void> }> {
  const nothing = (): Promise<void> => Promise.resolve();
  if (databaseUrl !== undefined) {
    return { connection: { connectionString: databaseUrl }, close: nothing };
  }
  const running = runningOn(directory);
  if (running !== undefined) return { connection: running, close: nothing };
  if (!existsSync(join(directory, 'postgres'))) {
    throw new WatchError(
      `There is no data of watch in ${directory}. Name its directory with --data.`,
    );
  }
  const server = await EmbeddedPostgres.start(directory);
  return { connection: server.connection, close: () => server.stop() };
}

function keyFileIn(directory: string): string {
  return join(directory, 'secrets-key');
}

/** Nothing has been sealed where there is no key yet. */
function readKeyFile(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
