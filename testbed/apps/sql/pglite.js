import { PGlite } from '@electric-sql/pglite';
import { schema } from './schema.js';
import { serveSql } from './serve-sql.js';

async function start() {
  const database = await PGlite.create();
  await database.exec(schema.join(';'));
  serveSql({
    statements: {
      query: async (text) => (await database.query(text)).rows,
      exec: async (text) => (await database.exec(text)).flatMap(({ rows }) => rows),
      transaction: (text) => database.transaction(async (inner) => (await inner.query(text)).rows),
    },
    safe: async (name) =>
      (await database.sql`SELECT id, name FROM users WHERE name = ${name}`).rows,
    escaped: async (name) =>
      (
        await database.query(
          `SELECT id, name FROM users WHERE name = '${name.replaceAll("'", "''")}'`,
        )
      ).rows,
  });
}

start();
