import pg from 'pg';
import { startPostgres } from '../../packages/testkit/src/servers/postgres.ts';
import { schema } from '../apps/sql/schema.js';
import type { RunningServer } from './running-server.ts';
import { selfSigned } from './self-signed.ts';

/** Starts PostgreSQL with what apps are to find in it; they get its address as `POSTGRES_URL`. */
export async function startFilledPostgres(): Promise<RunningServer> {
  const { url, close } = await startPostgres({ pair: selfSigned() });
  try {
    await fill(url);
  } catch (error) {
    await close();
    throw error;
  }
  return { env: { POSTGRES_URL: url }, stop: close };
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
