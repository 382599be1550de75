import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { CannotRestore } from '../backup-kind.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import type { Workspace } from '../workspace.ts';

/** A MariaDB of our own, reached by a socket in a folder that nobody else may enter. */
export interface MariadbServer {
  readonly client: string;
  /** Connection flags of an account without rights to files or to the server itself. */
  readonly flags: readonly string[];
}

const debian = 'MariaDB with its server (Debian: mariadb-server)';
const waitMs = 50;

/** Starts an empty MariaDB. Its files are thrown away, so it need not wait for the disk. */
export async function startMariadb(workspace: Workspace): Promise<MariadbServer> {
  const install = findProgram(['mariadb-install-db', 'mysql_install_db'], debian);
  const daemon = findProgram(['mariadbd', 'mysqld'], debian);
  const client = findProgram(['mariadb', 'mysql'], debian);
  const data = workspace.folder('data');
  const none = workspace.folder('none');
  const socket = join(workspace.folder('socket'), 'db');
  const made = await runProgram(workspace, install, [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  if (made.exitCode !== 0)
    throw new CannotRestore(`no throw-away MariaDB: ${made.err.trim().split('\n').at(-1)}`);
  const server = spawn(
    daemon,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      '--skip-networking',
      // What a dump could use to reach the disk or load code.
      `--plugin-dir=${none}`,
      `--secure-file-priv=${none}`,
      '--local-infile=0',
      '--skip-log-bin',
      '--innodb-flush-log-at-trx-commit=0',
      '--max-allowed-packet=1G',
    ],
    { cwd: '/', env: { LC_ALL: 'C' }, stdio: 'ignore', ...workspace.account },
  );
  const ended = once(server, 'exit');
  workspace.onEnd(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  const flags = (user: string): string[] => ['--no-defaults', `--socket=${socket}`, '-u', user];
  while ((await runProgram(workspace, client, [...flags('root'), '-e', 'SELECT 1'])).exitCode) {
    if (server.exitCode !== null) throw new CannotRestore('the throw-away MariaDB did not start');
    await pause(waitMs);
  }
  const account = "'restore'@'localhost'";
  const grants = [
    `CREATE USER ${account}`,
    `GRANT ALL ON *.* TO ${account}`,
    `REVOKE FILE, SHUTDOWN, PROCESS, RELOAD ON *.* FROM ${account}`,
    'CREATE DATABASE `restore`',
  ];
  await runProgram(workspace, client, [...flags('root'), '-e', grants.join(';')]);
  return { client, flags: flags('restore') };
}
