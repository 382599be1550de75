import { type ChildProcess, execFile } from 'node:child_process';
import { existsSync, globSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Account,
  endServer,
  freePort,
  MissingServerError,
  type PemPair,
  runSetup,
  serverAccount,
  serverDirectory,
  startServer,
  untilReady,
  writePemPair,
} from './server-process.ts';

const versionOf = (programs: string): number => Number(basename(dirname(programs)));

/** Where Debian's newest PostgreSQL keeps its programs; undefined where none of `least` or newer is installed. */
export function postgresPrograms(least: number = 0): string | undefined {
  return globSync('/usr/lib/postgresql/*/bin')
    .filter((programs) => versionOf(programs) >= least && existsSync(join(programs, 'initdb')))
    .sort((a, b) => versionOf(a) - versionOf(b))
    .at(-1);
}

/** What a PostgreSQL is to be. */
export interface PostgresSettings {
  /** Its superuser, who needs no password. */
  readonly user: string;
  /** On loopback too; without it takes connections by its socket alone. */
  readonly port?: number;
  /** Who owns its directory: nobody unless told, our own account unless we are root. */
  readonly account?: Account | undefined;
  /** Of its process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** A PostgreSQL of the system in a directory of its own: it can be stopped and started again. */
export class PostgresServer {
  /** Where `psql` and the like are. */
  readonly programs: string;
  readonly #directory: string;
  readonly #account: Account | undefined;
  readonly #of: PostgresSettings;
  #server: ChildProcess | undefined;

  /** Throws MissingServerError where none is installed. The account must own the directory. */
  constructor(directory: string, of: PostgresSettings) {
    const programs = postgresPrograms();
    if (programs === undefined)
      throw new MissingServerError('no PostgreSQL server in /usr/lib/postgresql');
    this.programs = programs;
    this.#directory = directory;
    this.#account = 'account' in of ? of.account : serverAccount();
    this.#of = of;
  }

  /** Where its data is. */
  get pgdata(): string {
    return join(this.#directory, 'data');
  }

  /** For drivers. */
  get url(): string {
    const { user, port } = this.#of;
    return port === undefined
      ? `postgres://${user}@/postgres?host=${encodeURIComponent(this.#directory)}`
      : `postgres://${user}@127.0.0.1:${port}/postgres`;
  }

  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  /** Makes its data; whoever starts it without that or a copy of it has it done then. */
  initialise(): void {
    const flags = ['-U', this.#of.user, '--auth=trust', '--encoding=UTF8', '--locale=C'];
    const args = ['-D', this.pgdata, '--no-sync', ...flags];
    runSetup(join(this.programs, 'initdb'), args, this.#account);
  }

  /** Resolves once it answers. */
  async start(): Promise<void> {
    if (!existsSync(join(this.pgdata, 'PG_VERSION'))) this.initialise();
    const { port, settings, env } = this.#of;
    const all = {
      ...settings,
      unix_socket_directories: this.#directory,
      listen_addresses: port === undefined ? '' : '127.0.0.1',
      ...(port !== undefined && { port }),
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const program = join(this.programs, 'postgres');
    this.#server = startServer(program, ['-D', this.pgdata, ...flags], this.#account, env);
    const at = ['-h', this.#directory, '-p', String(port ?? 5_432), '-q'];
    const ask = promisify(execFile);
    await untilReady(this.#server, () => ask(join(this.programs, 'pg_isready'), at));
  }

  /** In order, with sessions cut (`SIGINT`), at once (`SIGQUIT`), or hard (`SIGKILL`). */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    await endServer(this.#server, signal);
  }
}

/** What is quick where nothing needs to outlive the server. */
const quick = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '16MB',
  max_connections: 200,
  autovacuum: 'off',
};

/** A server that is up. */
export interface RunningPostgres {
  readonly url: string;
  readonly port: number;
  /** Where `psql` and the like are. */
  readonly programs: string;
  /** Ends it, and removes all that it kept. */
  readonly close: () => Promise<void>;
}

/** Starts an empty PostgreSQL on loopback, which lives as long as it is used; with a certificate it takes TLS. */
export async function startPostgres({
  user = 'castellan',
  pair,
  settings = {},
}: {
  readonly user?: string;
  readonly pair?: PemPair;
  readonly settings?: PostgresSettings['settings'];
} = {}): Promise<RunningPostgres> {
  const account = serverAccount();
  const directory = serverDirectory('postgres', account);
  let server: PostgresServer | undefined;
  const end = async (): Promise<void> => {
    await server?.stop('SIGQUIT');
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const files = pair && writePemPair(directory, pair, account);
    const port = await freePort();
    const ssl = files && {
      ssl: 'on',
      ssl_key_file: files.keyFile,
      ssl_cert_file: files.certFile,
    };
    const all = { ...quick, ...ssl, ...settings };
    server = new PostgresServer(directory, { user, port, account, settings: all });
    await server.start();
    return { url: server.url, port, programs: server.programs, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}
