import type { Migration, MigrationProvider } from 'kysely';
import { up as first } from './0001-first.ts';
import { up as signInLinks } from './0003-sign-in-links.ts';

/** Every migration by name, in order. Listed, not read from a folder, so that a build cannot lose one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': { up: first },
  '0003-sign-in-links': { up: signInLinks },
};

export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...migrations }),
};
