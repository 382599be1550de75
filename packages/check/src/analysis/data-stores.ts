/** Packages by which an app keeps data in a database of its own. Caches are none: they are filled anew. */
const drivers: ReadonlySet<string> = new Set([
  'pg',
  'postgres',
  'pg-promise',
  'mysql',
  'mysql2',
  'mariadb',
  'mongodb',
  'mongoose',
  'sqlite3',
  'better-sqlite3',
  '@libsql/client',
  'mssql',
  'tedious',
  'oracledb',
  'knex',
  'sequelize',
  'typeorm',
  '@prisma/client',
  'drizzle-orm',
  'kysely',
  '@mikro-orm/core',
]);

/** The packages among `dependencies` that keep data. */
export function dataStoresIn(dependencies: Readonly<Record<string, string>>): string[] {
  return Object.keys(dependencies).filter((name) => drivers.has(name));
}
