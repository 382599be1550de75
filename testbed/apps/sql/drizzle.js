import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { integer, pgTable, varchar } from 'drizzle-orm/pg-core';
import { serveSql } from './serve-sql.js';

const database = drizzle(process.env.POSTGRES_URL);
const users = pgTable('users', { id: integer(), name: varchar() });
const shown = { id: users.id, name: users.name };

serveSql({
  statements: {
    'execute-raw': async (text) => (await database.execute(sql.raw(text))).rows,
    'execute-text': async (text) => (await database.execute(text)).rows,
    transaction: (text) =>
      database.transaction(async (inner) => (await inner.execute(sql.raw(text))).rows),
  },
  conditions: {
    'where-raw': (condition) => database.select(shown).from(users).where(sql.raw(condition)),
  },
  safe: (name) => database.select(shown).from(users).where(eq(users.name, name)),
  escaped: async (name) =>
    (await database.execute(sql`SELECT id, name FROM users WHERE name = ${name}`)).rows,
});
