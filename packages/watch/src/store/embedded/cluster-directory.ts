import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WatchError } from '../../words/watch-error.ts';
import { type Account, accountFor, give } from './account.ts';
import { type Binaries, prepareBinaries, unreachablePart } from './binaries.ts';

/** A data directory that is ready for PostgreSQL to start on. */
export interface ClusterDirectory {
  readonly pgdata: string;
  readonly socketDirectory: string;
  readonly logFile: string;
  readonly password: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
}

/** Longest path that a unix socket may have, less PostgreSQL's own name in it. */
const maxSocketDirectory = 107 - '/.s.PGSQL.5432'.length;
export const databaseUser = 'castellan';

/**
 * Makes `home` ready: PostgreSQL's own directory and socket (mode 0700, owned by its account), the
 * password (readable by watch's user only, so that another program of the same account cannot sign
 * in), and a cluster, unless there is one of the right version.
 */
export async function prepareCluster(home: string): Promise<ClusterDirectory> {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const pgdata = join(home, 'postgres');
  const account = accountFor(pgdata);
  const barred = account && unreachablePart(home);
  if (account !== undefined && barred !== undefined) {
    throw new WatchError(
      `PostgreSQL does not run as root but as ${account.name}, who may not enter ${barred}. ` +
        'Choose another directory with --data, or run watch as an ordinary user.',
    );
  }
  const binaries = prepareBinaries(home, account !== undefined);
  const socketDirectory = socketDirectoryIn(home, account);
  const logFile = join(home, 'postgres.log');
  give(socketDirectory, account);
  const cluster = { pgdata, socketDirectory, logFile, account, binaries };
  const password = passwordIn(home);
  if (existsSync(join(pgdata, 'PG_VERSION'))) requireVersion(pgdata, binaries.major);
  else await initialise({ ...cluster, password });
  return { ...cluster, password };
}

/**
 * How to reach the PostgreSQL of a cluster that is there, by its socket and password; nothing is
 * made or changed. `undefined` when there is no cluster.
 */
export function reachCluster(
  home: string,
): Pick<ClusterDirectory, 'pgdata' | 'socketDirectory' | 'password'> | undefined {
  const pgdata = join(home, 'postgres');
  const file = join(home, 'database-password');
  try {
    if (!existsSync(file)) return undefined;
    const elsewhere = join(home, 'socket-directory');
    const socketDirectory = existsSync(elsewhere)
      ? readFileSync(elsewhere, 'utf8').trim()
      : join(home, 'run');
    return { pgdata, socketDirectory, password: readFileSync(file, 'utf8').trim() };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EACCES') throw cause;
    throw new WatchError(`${file} cannot be read: do this as the user that watch runs as.`, {
      cause,
    });
  }
}

/** Below `home`; where that is too long for a socket, in the system's directory for temporary files. */
function socketDirectoryIn(home: string, account: Account | undefined): string {
  const inside = join(home, 'run');
  if (Buffer.byteLength(inside) <= maxSocketDirectory) {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    return inside;
  }
  const file = join(home, 'socket-directory');
  const last = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  // Others may write there too: what somebody put in its place meanwhile is not used.
  if (last !== undefined && isClosedToOthers(last, account)) return last;
  const made = mkdtempSync(join(tmpdir(), 'castellan-'));
  writeFileSync(file, made, { mode: 0o600 });
  return made;
}

function isClosedToOthers(directory: string, account: Account | undefined): boolean {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  return (
    found !== undefined &&
    found.isDirectory() &&
    found.uid === (account?.uid ?? process.getuid?.()) &&
    (found.mode & 0o077) === 0
  );
}

function passwordIn(home: string): string {
  const file = join(home, 'database-password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}

function requireVersion(pgdata: string, major: string): void {
  const found = readFileSync(join(pgdata, 'PG_VERSION'), 'utf8').trim();
  if (found === major) return;
  throw new WatchError(
    `${pgdata} was made by PostgreSQL ${found}, and this is PostgreSQL ${major}, which cannot read it. ` +
      `Start the @castellan/watch that made it, or set DATABASE_URL.`,
  );
}

/** Made beside its place and moved there whole, so that an interrupted first start leaves nothing half-made. */
async function initialise({
  pgdata,
  account,
  binaries,
  password,
}: Pick<ClusterDirectory, 'pgdata' | 'account' | 'binaries' | 'password'>): Promise<void> {
  const partial = `${pgdata}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  give(partial, account);
  const passwordFile = `${partial}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  give(passwordFile, account);
  try {
    await promisify(execFile)(
      binaries.initdb,
      [
        '-D',
        partial,
        '-U',
        databaseUser,
        '--encoding=UTF8',
        '--locale=C',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
      ],
      { env: binaries.env, cwd: '/', ...(account && { uid: account.uid, gid: account.gid }) },
    );
  } catch (cause) {
    const { stderr = '' } = cause as { stderr?: string };
    throw new WatchError(`initdb could not make a database in ${pgdata}: ${stderr.trim()}`, {
      cause,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, pgdata);
}
