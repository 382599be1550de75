import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { accountFor } from './embedded/account.ts';
import { openStore, type OpenStore } from './open-store.ts';
import { requireServer } from './connection.ts';

/** A PostgreSQL to test on; why it is not there when it is not. */
export interface CaseServer {
  readonly name: string;
  readonly missing: string | undefined;
  open(): Promise<OpenStore>;
}

/** What is to be undone when all tests of the file have run, last first. */
const undone: (() => unknown)[] = [];
after(async () => {
  for (const undo of undone.reverse()) await undo();
});

/** Debian's newest PostgreSQL, of 15 or newer as watch asks for. */
const debianPrograms = globSync('/usr/lib/postgresql/{1[5-9],[2-9]?}/bin').sort().at(-1);

/** The one from npm, and Debian's as a team's own would be reached: same schema, same tests. */
export const caseServers: readonly CaseServer[] = [
  {
    name: 'embedded PostgreSQL 18',
    missing: undefined,
    open: () => openStore({ directory: join(temporaryDirectory(), 'data') }),
  },
  {
    name: `PostgreSQL of ${debianPrograms ?? 'Debian'} by DATABASE_URL`,
    missing:
      debianPrograms === undefined && process.env['CI'] !== 'true'
        ? 'no PostgreSQL 15 or newer in /usr/lib/postgresql: apt-get install postgresql'
        : undefined,
    open: async () =>
      openStore({ directory: '/nowhere', databaseUrl: await startDebian(debianPrograms ?? '') }),
  },
];

/** A directory that every account may enter; taken away after the tests. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-watch-'));
  chmodSync(directory, 0o755);
  undone.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function startDebian(programs: string): Promise<string> {
  const directory = temporaryDirectory();
  const pgdata = join(directory, 'data');
  const account = accountFor(pgdata);
  mkdirSync(pgdata, { mode: 0o700 });
  if (account !== undefined)
    for (const path of [directory, pgdata]) chownSync(path, account.uid, account.gid);
  const as = { cwd: '/', ...(account && { uid: account.uid, gid: account.gid }) };
  const flags = ['-D', pgdata, '-U', 'watch', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  execFileSync(join(programs, 'initdb'), flags, { ...as, stdio: 'ignore' });
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', pgdata, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${directory}`],
    { ...as, stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  undone.push(() => {
    server.kill('SIGINT');
    return ended;
  });
  const connection: pg.ClientConfig = { host: directory, user: 'watch', database: 'postgres' };
  for (let tries = 0; ; tries += 1) {
    try {
      await requireServer(connection);
      break;
    } catch (error) {
      if (tries === 200) throw error;
      await pause(100);
    }
  }
  return `postgres://watch@/postgres?host=${encodeURIComponent(directory)}`;
}
