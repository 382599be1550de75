import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A server of another program, in a folder of its own. */
export interface CaseDatabase {
  readonly port: number;
  readonly close: () => Promise<void>;
}

interface Certificate {
  readonly pem: string;
  readonly keyPem: string;
}

const nobody = 65_534;
const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
const debianPostgres = '/usr/lib/postgresql';

/** Where the server of PostgreSQL keeps its programs; undefined where it is not installed. */
export function postgresPrograms(): string | undefined {
  try {
    const newest = readdirSync(debianPostgres).toSorted((a, b) => Number(b) - Number(a))[0];
    return newest === undefined ? undefined : join(debianPostgres, newest, 'bin');
  } catch {
    return undefined;
  }
}

export function hasMariadb(): boolean {
  return spawnSync('mariadb-install-db', ['--help']).error === undefined;
}

/** An empty PostgreSQL that takes TLS with the certificate. */
export async function startPostgres(programs: string, given: Certificate): Promise<CaseDatabase> {
  const { folder, cert, key } = prepared(given);
  const data = join(folder, 'data');
  run(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'case', '--no-sync']);
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    ssl: 'on',
    ssl_cert_file: cert,
    ssl_key_file: key,
    fsync: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return started(join(programs, 'postgres'), ['-D', data, ...flags], port, folder);
}

/** An empty MariaDB that takes TLS with the certificate. */
export async function startMariadb(given: Certificate): Promise<CaseDatabase> {
  const { folder, cert, key } = prepared(given);
  const data = join(folder, 'data');
  run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--skip-test-db']);
  const port = await freePort();
  return started(
    'mariadbd',
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${join(folder, 'socket')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      `--ssl-cert=${cert}`,
      `--ssl-key=${key}`,
      '--max-connect-errors=1000000',
    ],
    port,
    folder,
  );
}

function prepared({ pem, keyPem }: Certificate): { folder: string; cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'case-database-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, pem);
  writeFileSync(key, keyPem, { mode: 0o600 });
  if ('uid' in account) for (const path of [folder, cert, key]) chownSync(path, nobody, nobody);
  return { folder, cert, key };
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { ...account, cwd: '/', encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

async function started(
  program: string,
  args: readonly string[],
  port: number,
  folder: string,
): Promise<CaseDatabase> {
  const child = spawn(program, args, { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGINT');
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${complaint}`);
    await pause(50);
  }
  return { port, close };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
