import { type SinkApi, type SinkLibrary, supportedNodeVersions } from './sink-library.ts';

const sql = (name: string, argument: string): SinkApi => ({ name, kind: 'sql', argument });
const first = 'first argument: the statement text';
const firstOrConfig = 'first argument: the statement text, or an object that holds it';
const tagged = 'the string given in place of a template, or the text given to unsafe';

/** Drivers: what speaks to the database itself. */
export const databaseDrivers: readonly SinkLibrary[] = [
  {
    name: 'pg',
    versions: '^8.0.0',
    apis: [
      sql('Client.query', `${firstOrConfig} as text`),
      sql('Pool.query', `${firstOrConfig} as text`),
    ],
  },
  {
    name: 'postgres',
    versions: '^3.0.0',
    apis: [sql('sql.unsafe', first), sql('sql.file', 'the file whose text is the statement')],
  },
  {
    name: 'mysql2',
    versions: '^3.0.0',
    apis: [
      sql('Connection.query', `${firstOrConfig} as sql`),
      sql('Connection.execute', `${firstOrConfig} as sql`),
      sql('Pool.query', `${firstOrConfig} as sql`),
      sql('Pool.execute', `${firstOrConfig} as sql`),
    ],
  },
  {
    name: 'mysql',
    versions: '^2.18.0',
    apis: [
      sql('Connection.query', `${firstOrConfig} as sql`),
      sql('Pool.query', `${firstOrConfig} as sql`),
    ],
  },
  {
    name: 'mariadb',
    versions: '^3.0.0',
    apis: ['query', 'execute', 'batch', 'prepare', 'queryStream', 'importFile'].map((name) =>
      sql(`Connection.${name}`, name === 'importFile' ? 'the file of statements' : first),
    ),
  },
  {
    name: 'better-sqlite3',
    versions: '>=11.0.0 <14.0.0',
    apis: [
      sql('Database.prepare', first),
      sql('Database.exec', first),
      sql('Database.pragma', 'first argument: the text after PRAGMA'),
    ],
  },
  {
    name: 'sqlite3',
    versions: '>=5.0.0 <7.0.0',
    apis: ['run', 'get', 'all', 'each', 'exec', 'prepare'].map((name) =>
      sql(`Database.${name}`, first),
    ),
  },
  {
    name: 'node:sqlite',
    versions: supportedNodeVersions,
    apis: [sql('DatabaseSync.prepare', first), sql('DatabaseSync.exec', first)],
  },
  {
    name: 'tedious',
    versions: '>=18.0.0 <21.0.0',
    apis: ['execSql', 'execSqlBatch', 'prepare'].map((name) =>
      sql(`Connection.${name}`, 'first argument: a Request that holds the statement text'),
    ),
  },
  {
    name: '@electric-sql/pglite',
    versions: '>=0.2.0 <1.0.0',
    apis: [sql('PGlite.query', first), sql('PGlite.exec', first)],
  },
];

/** What Prisma's client speaks to databases with, and the drivers of those; none: HTTP or native code. */
const prismaAdapters: Readonly<Record<string, readonly string[]>> = {
  '@prisma/adapter-pg': ['pg'],
  '@prisma/adapter-mariadb': ['mariadb'],
  '@prisma/adapter-better-sqlite3': ['better-sqlite3'],
  '@prisma/adapter-mssql': ['mssql'],
  '@prisma/adapter-libsql': [],
  '@prisma/adapter-neon': [],
  '@prisma/adapter-planetscale': [],
  '@prisma/adapter-d1': [],
};

/** Query builders, mappers and wrappers: their raw statements reach a driver, which is watched. */
export const databaseLayers: readonly SinkLibrary[] = [
  {
    name: 'mssql',
    versions: '>=11.0.0 <13.0.0',
    apis: [sql('Request.query', first), sql('Request.batch', first)],
    through: ['tedious'],
  },
  {
    name: 'knex',
    versions: '^3.0.0',
    apis: [
      sql('knex.raw', first),
      sql('QueryBuilder.whereRaw', 'first argument: a piece of a condition'),
      sql('QueryBuilder.orderByRaw', 'first argument: a piece of an ordering'),
    ],
    through: ['pg', 'mysql2', 'mysql', 'better-sqlite3', 'sqlite3', 'tedious'],
  },
  {
    name: 'kysely',
    versions: '>=0.27.0 <1.0.0',
    apis: [
      sql('sql.raw', first),
      sql('sql.lit', 'first argument: a literal written into the text'),
    ],
    through: ['pg', 'mysql2', 'better-sqlite3', 'tedious', '@electric-sql/pglite'],
  },
  {
    name: 'sequelize',
    versions: '^6.0.0',
    apis: [
      sql('Sequelize.query', firstOrConfig),
      sql('Sequelize.literal', 'first argument: a piece of a statement'),
    ],
    through: ['pg', 'mysql2', 'mariadb', 'sqlite3', 'tedious'],
  },
  {
    name: 'typeorm',
    versions: '>=0.3.0 <2.0.0',
    apis: [
      sql('DataSource.query', first),
      sql('QueryBuilder.where', 'first argument: a condition written as text'),
    ],
    through: ['pg', 'mysql2', 'mysql', 'better-sqlite3', 'sqlite3', 'mssql'],
  },
  {
    name: 'drizzle-orm',
    versions: '>=0.30.0 <1.0.0',
    apis: [sql('sql.raw', first), sql('db.execute', tagged)],
    through: ['pg', 'postgres', 'mysql2', 'better-sqlite3', '@electric-sql/pglite'],
  },
  {
    name: '@prisma/client',
    versions: '^7.0.0',
    apis: [sql('$queryRawUnsafe', first), sql('$executeRawUnsafe', first)],
    through: Object.keys(prismaAdapters),
    otherVersions:
      'before version 7 an engine of its own speaks to the database, a native library or a program beside Node',
  },
  ...Object.entries(prismaAdapters).map(([name, through]) => ({
    name,
    versions: '^7.0.0',
    apis: [sql('queryRaw', 'a query that holds the text as sql'), sql('executeScript', first)],
    through,
  })),
];
