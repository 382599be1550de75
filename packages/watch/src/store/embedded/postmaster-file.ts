import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The process of the PostgreSQL that runs, or ran, on a data directory: the first line of
 * `postmaster.pid` (PostgreSQL, "miscadmin.h", lines of the lock file), which is there before the
 * others. `undefined` when there is none.
 */
export function postmasterPid(pgdata: string): number | undefined {
  try {
    const [line = ''] = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(line);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The files by which a PostgreSQL keeps others from its data and from its socket. */
export function lockFiles(pgdata: string, socketDirectory: string): string[] {
  return [join(pgdata, 'postmaster.pid'), join(socketDirectory, '.s.PGSQL.5432.lock')];
}

/** For how many milliseconds a file has been empty; `undefined` for one that is not, or is not there. */
export function ageOfEmpty(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  // A clock that was set back must not make a file young for ever.
  return found?.size === 0 ? Math.abs(Date.now() - found.mtimeMs) : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
