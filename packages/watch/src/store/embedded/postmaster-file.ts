import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A PostgreSQL that runs, or ran, on a data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly socketDirectory: string;
}

/** What `postmaster.pid` tells (PostgreSQL, "miscadmin.h", lines of the lock file); `undefined` when there is none. */
export function readPostmaster(pgdata: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const socketDirectory = lines[4] ?? '';
  return Number.isInteger(pid) && pid > 1 && socketDirectory !== ''
    ? { pid, socketDirectory }
    : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
