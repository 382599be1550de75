import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { schema } from '../apps/sql/schema.js';
import { selfSignedCertificate } from './certificate.ts';
import {
  freePort,
  MissingServerError,
  runSetup,
  serverAccount,
  serverDirectory,
  startServer,
  stopServer,
  untilReady,
  type RunningServer,
} from './server-process.ts';

const quick = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=16MB',
  'max_connections=200',
  'autovacuum=off',
];

/** Starts PostgreSQL in a directory of its own; the apps get its address as `POSTGRES_URL`. */
export async function startPostgres(): Promise<RunningServer> {
  const programs = findPrograms();
  const account = serverAccount('postgres');
  const directory = serverDirectory('postgres', account);
  const data = join(directory, 'data');
  runSetup(
    join(programs, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'castellan', '--no-sync', '-E', 'UTF8', '--locale=C'],
    account,
  );
  const port = await freePort();
  const { key, cert } = selfSignedCertificate(directory, account);
  const settings = [
    ...quick,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${directory}`,
    ...['ssl=on', `ssl_key_file=${key}`, `ssl_cert_file=${cert}`],
  ];
  const child = startServer(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    account,
  );
  const url = `postgres://castellan@127.0.0.1:${port}/postgres`;
  await untilReady(child, () => fill(url));
  return { env: { POSTGRES_URL: url }, stop: () => stopServer(child, directory) };
}

function findPrograms(): string {
  const found = globSync('/usr/lib/postgresql/*/bin').sort().at(-1);
  if (found === undefined || !existsSync(join(found, 'initdb')))
    throw new MissingServerError('no PostgreSQL server in /usr/lib/postgresql');
  return found;
}

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(schema.join(';\n'));
  } finally {
    await client.end();
  }
}
