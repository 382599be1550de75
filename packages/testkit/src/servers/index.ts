export { hasMariadb, type RunningMariadb, startMariadb } from './mariadb.ts';
export {
  postgresPrograms,
  PostgresServer,
  type PostgresSettings,
  type RunningPostgres,
  startPostgres,
} from './postgres.ts';
export { type Account, MissingServerError, type PemPair } from './server-process.ts';
