import type { ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
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

const server = '/usr/sbin/mariadbd';
const installer = '/usr/bin/mariadb-install-db';

/** Nothing needs to outlive the server. */
const quick = [
  '--bind-address=127.0.0.1',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-flush-method=nosync',
  '--innodb-buffer-pool-size=16M',
  '--skip-log-bin',
  '--max-allowed-packet=64M',
  // A look at its TLS is a broken handshake to it.
  '--max-connect-errors=1000000',
];

/** Whether Debian's MariaDB is installed. */
export function hasMariadb(): boolean {
  return existsSync(server) && existsSync(installer);
}

/** A server that is up: `root` comes in by the socket, without a password. */
export interface RunningMariadb {
  readonly port: number;
  readonly socket: string;
  /** Ends it, and removes all that it kept. */
  readonly close: () => Promise<void>;
}

/**
 * Starts an empty MariaDB on loopback, which lives as long as it is used; with a certificate it takes TLS.
 * Throws MissingServerError where none is installed.
 */
export async function startMariadb(pair?: PemPair): Promise<RunningMariadb> {
  for (const file of [server, installer])
    if (!existsSync(file)) throw new MissingServerError(`${file} is not there`);
  const account = serverAccount();
  const directory = serverDirectory('mariadb', account);
  let child: ChildProcess | undefined;
  const end = async (): Promise<void> => {
    await endServer(child, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const [data, socket] = [join(directory, 'data'), join(directory, 'socket')];
    const common = ['--no-defaults', `--datadir=${data}`, '--innodb-log-file-size=8M'];
    const rootBySocket = ['--auth-root-authentication-method=normal', '--skip-test-db'];
    runSetup(installer, [...common, ...rootBySocket], account);
    const files = pair && writePemPair(directory, pair, account);
    const port = await freePort();
    const own = [`--socket=${socket}`, `--pid-file=${join(directory, 'pid')}`, `--port=${port}`];
    const tls = files ? [`--ssl-key=${files.keyFile}`, `--ssl-cert=${files.certFile}`] : [];
    child = startServer(server, [...common, ...own, ...tls, ...quick], account);
    await untilReady(child, () => answers(socket));
    return { port, socket, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** It listens once it can answer. */
function answers(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
