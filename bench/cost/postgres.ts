import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { startPostgres } from '../../packages/testkit/src/servers/postgres.ts';

const products = 5_000;

const schema = `
CREATE TABLE products (id serial PRIMARY KEY, sku text UNIQUE, category text, name text,
  description text, price_cents int, stock int, created_at timestamptz DEFAULT '2026-01-01');
CREATE INDEX ON products (category, id);
CREATE TABLE reviews (id serial PRIMARY KEY, product_id int, author text, stars int, body text);
CREATE INDEX ON reviews (product_id);
CREATE INDEX ON reviews (author);
CREATE UNLOGGED TABLE orders (id serial PRIMARY KEY, customer text, address json, lines json,
  note text, total_cents int);
INSERT INTO products (sku, category, name, description, price_cents, stock)
  SELECT 'SKU-' || i, 'category-' || i % 50, 'Product ' || i || ' of oak & steel',
    repeat('A long text about this product. ', 4), i * 7 % 10000, i % 100
  FROM generate_series(1, ${products}) i;
INSERT INTO reviews (product_id, author, stars, body)
  SELECT i % ${products}, 'author' || i % 900, i % 5, 'It is what it says it is; I''d buy it again.'
  FROM generate_series(1, 20000) i;
ANALYZE;
`;

export interface Postgres {
  readonly url: string;
  readonly version: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL of its own on loopback, filled with the shop of the apps. */
export async function startShopPostgres(): Promise<Postgres> {
  const { url, programs, close } = await startPostgres({
    user: 'bench',
    settings: {
      shared_buffers: '64MB',
      max_connections: 100,
      // As a server of a team has it.
      synchronous_commit: 'on',
      full_page_writes: 'on',
    },
  });
  const run = (program: string, args: string[], input?: string): string =>
    execFileSync(join(programs, program), args, {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  try {
    run('psql', ['-q', '-d', url, '-v', 'ON_ERROR_STOP=1'], schema);
    return { url, version: run('postgres', ['--version']).trim(), stop: close };
  } catch (error) {
    await close();
    throw error;
  }
}
