import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { postgresPrograms, PostgresServer } from '@castellan/testkit/servers';
import { accountFor, give } from './embedded/account.ts';

/** Debian's newest PostgreSQL, of 15 or newer as watch asks for. */
export const debianPrograms: string | undefined = postgresPrograms(15);

/** Why tests cannot run on a PostgreSQL of the system; `undefined` where they can, and where they must. */
export const withoutDebian: string | undefined =
  debianPrograms === undefined && process.env['CI'] !== 'true'
    ? 'no PostgreSQL 15 or newer in /usr/lib/postgresql: apt-get install postgresql'
    : undefined;

/** A PostgreSQL of the system, as a team's own is: it can be stopped and started under watch. */
export class CasePostgres extends PostgresServer {
  /** In a directory of its own, which every account can reach; `env` is the server's own. */
  constructor(directory: string, env: Readonly<Record<string, string>> = {}) {
    mkdirSync(directory, { recursive: true });
    const account = accountFor(join(directory, 'data'));
    give(directory, account);
    super(directory, { user: 'watch', account, env });
  }
}
