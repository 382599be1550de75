/**
 * What static analysis must know of a library beside its sinks: how code comes by instances and
 * where in a call the dangerous value stands. A path is written as code reaches it from the import:
 * `.x` a property, `()` a call, `!` a `new`, `#Class` an instance.
 */
export interface StaticReach {
  /** Paths that give an instance, by class. `new X` of a class that the library exports needs no entry. */
  readonly instances?: Readonly<Record<string, readonly string[]>>;
  /** Names under which the same library is imported. */
  readonly aliases?: readonly string[];
  /** Where calls of an API take what is dangerous: position and fields, `*` for all that it holds. */
  readonly takes?: Readonly<Record<string, readonly string[] | 'nowhere'>>;
  /** Any other method of the first class gives the second. */
  readonly fluent?: Readonly<Record<string, string>>;
  /** Option that must be set for the sink to do harm, by API. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Option that makes the sink harmless, by API. */
  readonly unless?: Readonly<Record<string, string>>;
  /** The module itself is the function. */
  readonly isDefault?: boolean;
  /** What it runs as code is the text of a template. */
  readonly isTemplate?: boolean;
}

const bothPaths: readonly string[] = ['0', '1'];
const twoPaths = ['copyFile', 'cp', 'link', 'rename', 'symlink'];
const takesTwo: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  twoPaths.flatMap((name) => [
    [name, bothPaths],
    [`${name}Sync`, bothPaths],
  ]),
);
const url: readonly string[] = ['0', '0.url', '0.uri', '0.host', '0.hostname', '0.href'];

/** By name of the library in the sink table. */
export const staticReach: Readonly<Record<string, StaticReach>> = {
  pg: {
    instances: {
      Pool: ['.native.Pool!', '.default.Pool!'],
      Client: [
        '.native.Client!',
        '.PoolClient!',
        '.ClientBase!',
        '#Pool.connect()',
        '.default.Client!',
      ],
    },
    takes: { 'Client.query': ['0', '0.text'], 'Pool.query': ['0', '0.text'] },
  },
  postgres: { instances: { sql: ['()'] } },
  mysql2: {
    aliases: ['mysql2/promise'],
    instances: {
      Pool: ['.createPool()', '#Pool.promise()'],
      Connection: [
        '.createConnection()',
        '#Pool.getConnection()',
        '#Connection.promise()',
        '.PoolConnection!',
      ],
    },
    takes: Object.fromEntries(
      ['Connection.query', 'Connection.execute', 'Pool.query', 'Pool.execute'].map((name) => [
        name,
        ['0', '0.sql'],
      ]),
    ),
  },
  mysql: {
    instances: {
      Pool: ['.createPool()', '.createPoolCluster()'],
      Connection: ['.createConnection()', '#Pool.getConnection()'],
    },
    takes: { 'Connection.query': ['0', '0.sql'], 'Pool.query': ['0', '0.sql'] },
  },
  mariadb: {
    instances: {
      Connection: ['.createConnection()', '.createPool()', '#Connection.getConnection()'],
    },
  },
  'better-sqlite3': { instances: { Database: ['!', '()', '.Database!'] } },
  sqlite3: {
    instances: { Database: ['.Database!', '.verbose().Database!', '.cached.Database()'] },
  },
  'node:sqlite': {},
  tedious: { takes: { 'Connection.execSql': 'nowhere' } },
  '@electric-sql/pglite': { instances: { PGlite: ['.PGlite.create()'] } },
  mssql: {
    instances: {
      Request: ['#ConnectionPool.request()', '.connect().request()', '.default.Request!'],
      ConnectionPool: ['.connect()'],
    },
  },
  knex: {
    instances: {
      knex: ['()', '.knex()', '.default()', '.Knex!', '#knex.transaction()'],
      QueryBuilder: ['#knex()'],
    },
    fluent: { knex: 'QueryBuilder', QueryBuilder: 'QueryBuilder' },
  },
  kysely: { takes: { 'sql.raw': ['0'] } },
  sequelize: {
    instances: { Sequelize: ['!', '.Sequelize!', '.default!'] },
    takes: { 'Sequelize.query': ['0', '0.query'] },
  },
  typeorm: {
    instances: {
      DataSource: [
        '.getConnection()',
        '.createConnection()',
        '.getManager()',
        '.EntityManager!',
        '.Repository!',
        '#DataSource.getRepository()',
        '#DataSource.manager',
        '#DataSource.createQueryRunner()',
      ],
      QueryBuilder: ['#DataSource.createQueryBuilder()', '.getRepository().createQueryBuilder()'],
    },
    fluent: { QueryBuilder: 'QueryBuilder' },
  },
  'drizzle-orm': {
    instances: { sql: ['.sql'] },
    takes: { 'db.execute': 'nowhere' },
  },
  '@prisma/client': { instances: { PrismaClient: ['.PrismaClient!'] } },
  'node:child_process': { takes: { fork: ['0', '1.*'] } },
  'cross-spawn': { isDefault: true },
  execa: { isDefault: true },
  'node:fs': { aliases: ['fs-extra', 'graceful-fs'], takes: takesTwo },
  'node:fs/promises': { aliases: ['node:fs/promises'], takes: takesTwo },
  'node:module': { takes: { require: 'nowhere', import: 'nowhere' } },
  'node:net': { takes: { connect: ['0', '0.host', '1'], 'Socket.connect': ['0', '0.host', '1'] } },
  'node:tls': { takes: { connect: ['0', '0.host', '1'] } },
  'node:http': { takes: { request: url, get: url } },
  'node:https': { takes: { request: url, get: url } },
  // `@url` is the address that a Request was made with.
  fetch: { takes: { fetch: ['0', '0.@url'] } },
  undici: { takes: { request: url, fetch: ['0', '0.@url'] } },
  javascript: {
    takes: {
      Function: ['0', '1', '2', '3', '4'],
      import: 'nowhere',
    },
  },
  'node:vm': { takes: { compileFunction: ['0'] } },
  'node:worker_threads': { needs: { Worker: 'eval' } },
  ejs: { isTemplate: true },
  mongodb: {
    aliases: ['mongodb-legacy'],
    instances: {
      Db: [
        '#MongoClient.db()',
        '.MongoClient.connect().db()',
        '.MongoClient.connect()',
        '.MongoClient.db()',
      ],
      Collection: ['#Db.collection()', '.Collection!'],
      MongoClient: ['#MongoClient.connect()'],
    },
  },
  mongoose: {
    instances: {
      Model: [
        '.model()',
        '.models.*',
        '.Model!',
        '.connection.model()',
        '.createConnection().model()',
      ],
    },
  },
  axios: {
    isDefault: true,
    instances: { '': ['.create()', '.Axios!'] },
    takes: { axios: ['0', '0.url', '0.baseURL'], request: ['0.url', '0.baseURL'] },
  },
  got: { isDefault: true, instances: { '': ['.extend()'] }, takes: { got: ['0', '0.url'] } },
  'node-fetch': { isDefault: true, takes: { 'node-fetch': ['0'] } },
  'cross-fetch': { isDefault: true },
  needle: { isDefault: true, takes: { needle: ['1'] } },
  request: { isDefault: true, takes: { request: url } },
  'request-promise': {
    isDefault: true,
    aliases: ['request-promise-native'],
    takes: { 'request-promise': url },
  },
  superagent: { isDefault: true },
  ky: { isDefault: true, instances: { '': ['.create()', '.extend()'] } },
  puppeteer: {
    aliases: ['puppeteer-core'],
    instances: { Page: ['.launch().newPage()', '.connect().newPage()'] },
  },
  playwright: {
    instances: {
      Page: [
        '.chromium.launch().newPage()',
        '.firefox.launch().newPage()',
        '.webkit.launch().newPage()',
        '.chromium.launch().newContext().newPage()',
      ],
    },
  },
  wkhtmltopdf: { isDefault: true },
  sandbox: { instances: { Sandbox: ['!'] } },
  'serialize-to-js': {},
  dot: { aliases: ['doT'] },
  nunjucks: { instances: { Environment: ['.configure()'] } },
  express: {
    takes: {
      'Response.redirect': ['last'],
      'Response.render': ['0', '1'],
    },
    unless: {
      'Response.sendFile': 'root',
      'Response.sendfile': 'root',
      'Response.download': 'root',
    },
  },
  fastify: { takes: { 'Reply.redirect': ['0', '1'] } },
};
