import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { dirname, join } from 'node:path';
import { CannotRestore } from '../backup-kind.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import type { Workspace } from '../workspace.ts';

/** A PostgreSQL of our own, reached by a socket in a folder that nobody else may enter. */
export interface PostgresqlServer {
  /** Of psql and its kin, the server's own version. */
  readonly programs: string;
  /** Connection flags of the role that restores: it owns its database and has no other power. */
  readonly flags: readonly string[];
}

const owner = 'castellan';
const role = 'restore';
const debian = 'PostgreSQL with its server (Debian: postgresql)';
const waitMs = 50;

/** Starts an empty PostgreSQL. Its files are thrown away, so it need not wait for the disk. */
export async function startPostgresql(workspace: Workspace): Promise<PostgresqlServer> {
  const programs = dirname(findProgram(['initdb'], debian));
  const data = workspace.folder('data');
  const socket = workspace.folder('socket');
  const made = await runProgram(workspace, join(programs, 'initdb'), [
    '-D',
    data,
    '-U',
    owner,
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  if (made.exitCode !== 0)
    throw new CannotRestore(`no throw-away PostgreSQL: ${made.err.trim().split('\n').at(-1)}`);
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-k', socket, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'jit=off'],
    { cwd: '/', env: { LC_ALL: 'C' }, stdio: 'ignore', ...workspace.account },
  );
  const ended = once(server, 'exit');
  workspace.onEnd(async () => {
    server.kill('SIGINT');
    await ended;
  });
  const flags = (user: string, database: string): string[] => [
    '-h',
    socket,
    '-U',
    user,
    '-d',
    database,
  ];
  await answering(workspace, join(programs, 'psql'), flags(owner, 'postgres'), server);
  const make = [`CREATE ROLE ${role} LOGIN CREATEDB`, `CREATE DATABASE ${role} OWNER ${role}`];
  await runProgram(workspace, join(programs, 'psql'), [
    ...flags(owner, 'postgres'),
    '-X',
    '-q',
    '-v',
    'ON_ERROR_STOP=1',
    ...make.flatMap((line) => ['-c', line]),
  ]);
  return { programs, flags: flags(role, role) };
}

async function answering(
  workspace: Workspace,
  psql: string,
  flags: readonly string[],
  server: { readonly exitCode: number | null },
): Promise<void> {
  while (server.exitCode === null) {
    const asked = await runProgram(workspace, psql, [...flags, '-X', '-Atc', 'SELECT 1']);
    if (asked.exitCode === 0) return;
    await pause(waitMs);
  }
  throw new CannotRestore('the throw-away PostgreSQL did not start');
}
