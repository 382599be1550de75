import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { serveSql } from './serve-sql.js';

const database = new Kysely({
  dialect: new PostgresDialect({
    pool: new pg.Pool({ connectionString: process.env.POSTGRES_URL }),
  }),
});

serveSql({
  statements: {
    raw: async (text) => (await sql.raw(text).execute(database)).rows,
    transaction: (text) =>
      database.transaction().execute(async (inner) => (await sql.raw(text).execute(inner)).rows),
  },
  conditions: {
    'where-fragment': (condition) =>
      database.selectFrom('users').select(['id', 'name']).where(sql.raw(condition)).execute(),
    'tagged-literal': async (condition) =>
      (await sql`SELECT id, name FROM users WHERE ${sql.raw(condition)}`.execute(database)).rows,
  },
  safe: (name) =>
    database.selectFrom('users').select(['id', 'name']).where('name', '=', name).execute(),
  escaped: async (name) =>
    (await sql`SELECT id, name FROM users WHERE name = ${sql.lit(name)}`.execute(database)).rows,
});
