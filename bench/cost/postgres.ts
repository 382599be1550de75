import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const INSTALLED = '/usr/lib/postgresql';
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

/** Starts a PostgreSQL of its own in `directory`, on loopback, filled with the shop of the apps. */
export async function startPostgres(directory: string): Promise<Postgres> {
  const bin = newestBinaries();
  const owner = process.getuid?.() === 0 ? userIds('postgres') : undefined;
  const data = join(directory, 'postgres');
  mkdirSync(data);
  // PostgreSQL never runs as root, so its user has to reach the folder.
  chmodSync(directory, 0o755);
  if (owner !== undefined) chownSync(data, owner.uid, owner.gid);
  const run = (program: string, args: string[], input?: string): string =>
    execFileSync(join(bin, program), args, {
      ...owner,
      cwd: data,
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'bench', '--no-sync', '--encoding=UTF8']);
  const port = await freePort();
  const settings = { port, fsync: 'off', unix_socket_directories: '', shared_buffers: '64MB' };
  const args = Object.entries({ ...settings, listen_addresses: '127.0.0.1', autovacuum: 'off' });
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...args.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...owner, cwd: data, stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const at = ['-h', '127.0.0.1', '-p', String(port), '-U', 'bench'];
  await untilReady(() => run('pg_isready', [...at, '-q']));
  run('psql', [...at, '-q', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1'], schema);
  return {
    url: `postgres://bench@127.0.0.1:${port}/postgres`,
    version: run('postgres', ['--version']).trim(),
    async stop() {
      server.kill('SIGINT');
      await ended;
    },
  };
}

function newestBinaries(): string {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED) : [];
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) throw new Error(`no PostgreSQL server under ${INSTALLED}`);
  return join(INSTALLED, newest, 'bin');
}

function userIds(name: string): { uid: number; gid: number } {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}

async function untilReady(check: () => void): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      check();
      return;
    } catch (error) {
      if (attempt >= 100) throw error;
      await sleep(100);
    }
  }
}
