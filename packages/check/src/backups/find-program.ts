import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CannotRestore } from './backup-kind.ts';

/** Debian and its kin keep the servers of PostgreSQL beside the path, one folder a version. */
const postgresHome = '/usr/lib/postgresql';

/** The path of one of a list of names of a program, the first that is there. Throws `CannotRestore`. */
export function findProgram(names: readonly string[], from: string): string {
  for (const name of names)
    for (const folder of folders()) {
      const path = join(folder, name);
      if (isProgram(path)) return path;
    }
  throw new CannotRestore(`${names[0]} is not here: install ${from}`);
}

function folders(): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  // A wrapper in the path may choose an older version: the newest comes first.
  return [...postgresFolders(), ...path, '/usr/sbin', '/usr/local/sbin'];
}

function postgresFolders(): string[] {
  try {
    return readdirSync(postgresHome)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(postgresHome, version, 'bin'));
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
