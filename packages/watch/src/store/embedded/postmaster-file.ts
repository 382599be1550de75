import { readFileSync } from 'node:fs';
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

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
