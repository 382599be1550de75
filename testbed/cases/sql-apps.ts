import type { ServerVariable } from '../servers/server-table.ts';

/** One SQL driver's app, and the routes it has: each name is a style of the driver's API. */
export interface SqlApp {
  readonly app: string;
  readonly needs?: ServerVariable;
  readonly native?: string;
  readonly minimumNode?: number;
  /** Styles that take a whole statement; the first also serves bodies, headers, cookies and so on. */
  readonly statements: readonly string[];
  /** Styles that take what follows WHERE. */
  readonly conditions?: readonly string[];
  /** Styles that run an INSERT. */
  readonly effects?: readonly string[];
  /** Styles that run several statements of one text. */
  readonly stacked?: readonly string[];
}

const postgres = 'POSTGRES_URL';
const mysql = 'MYSQL_PORT';
const mssql = 'MSSQL_PORT';

export const sqlApps: readonly SqlApp[] = [
  {
    app: 'sql/pg',
    needs: postgres,
    statements: [
      'pool-query',
      'pool-config',
      'pool-callback',
      'pool-connect',
      'client-query',
      'client-config',
      'client-values',
      'client-array-mode',
      'client-callback',
      'client-prepared',
      'client-submittable',
      'transaction',
      'cursor',
      'query-stream',
    ],
    stacked: ['pool-query', 'client-query', 'client-config', 'client-callback', 'transaction'],
  },
  {
    app: 'sql/postgres',
    needs: postgres,
    statements: [
      'unsafe',
      'unsafe-prepared',
      'unsafe-simple',
      'unsafe-cursor',
      'unsafe-nested',
      'begin',
      'reserve',
    ],
    conditions: ['fragment'],
    stacked: ['unsafe', 'unsafe-simple', 'begin', 'reserve'],
  },
  {
    app: 'sql/mysql2',
    needs: mysql,
    statements: [
      'pool-query',
      'pool-execute',
      'pool-promise',
      'promise-pool-query',
      'promise-pool-execute',
      'connection-query',
      'connection-execute',
      'connection-config',
      'connection-promise',
      'connection-stream',
      'connection-prepare',
      'multiple-statements',
      'transaction',
    ],
    stacked: ['multiple-statements'],
  },
  {
    app: 'sql/mysql',
    needs: mysql,
    statements: [
      'pool-query',
      'pool-connection',
      'connection-query',
      'connection-config',
      'connection-stream',
      'multiple-statements',
      'transaction',
    ],
    stacked: ['multiple-statements'],
  },
  {
    app: 'sql/mariadb',
    needs: mysql,
    statements: [
      'pool-query',
      'pool-config',
      'pool-execute',
      'connection-query',
      'connection-execute',
      'connection-prepare',
      'query-stream',
      'transaction',
      'callback',
      'multiple-statements',
    ],
    effects: ['batch'],
    stacked: ['multiple-statements'],
  },
  {
    app: 'sql/better-sqlite3',
    native: 'better-sqlite3',
    statements: ['prepare-all', 'prepare-iterate', 'prepare-raw', 'transaction'],
    conditions: ['prepare-get'],
    effects: ['exec', 'prepare-run'],
  },
  {
    app: 'sql/node-sqlite',
    minimumNode: 24,
    statements: ['prepare-all', 'prepare-iterate'],
    conditions: ['prepare-get'],
    effects: ['exec', 'prepare-run'],
  },
  {
    app: 'sql/sqlite3',
    native: 'sqlite3',
    statements: ['all', 'each', 'prepare'],
    conditions: ['get'],
    effects: ['run', 'exec'],
  },
  { app: 'sql/pglite', statements: ['query', 'exec', 'transaction'], stacked: ['exec'] },
  {
    app: 'sql/tedious',
    needs: mssql,
    statements: ['exec-sql', 'exec-sql-batch', 'prepare'],
    stacked: ['exec-sql', 'exec-sql-batch'],
  },
  {
    app: 'sql/mssql',
    needs: mssql,
    statements: [
      'request-query',
      'request-batch',
      'pool-query',
      'callback',
      'stream',
      'transaction',
    ],
    stacked: ['request-query', 'request-batch'],
  },
  {
    app: 'sql/knex',
    needs: postgres,
    statements: ['raw', 'raw-transaction'],
    conditions: ['where-raw', 'where-fragment'],
  },
  { app: 'sql/knex-mysql2', needs: mysql, statements: ['raw'], conditions: ['where-raw'] },
  {
    app: 'sql/kysely',
    needs: postgres,
    statements: ['raw', 'transaction'],
    conditions: ['where-fragment', 'tagged-literal'],
  },
  {
    app: 'sql/sequelize',
    needs: postgres,
    statements: ['query', 'query-select', 'transaction'],
    conditions: ['literal'],
  },
  {
    app: 'sql/typeorm',
    needs: postgres,
    statements: ['query', 'manager-query', 'query-runner'],
    conditions: ['query-builder-where'],
  },
  {
    app: 'sql/drizzle',
    needs: postgres,
    statements: ['execute-raw', 'execute-text', 'transaction'],
    conditions: ['where-raw'],
  },
  {
    app: 'sql/prisma',
    needs: postgres,
    statements: ['query-raw-unsafe', 'transaction'],
    effects: ['execute-raw-unsafe'],
  },
];
