import postgres from 'postgres';
import { serveSql } from './serve-sql.js';

const sql = postgres(process.env.POSTGRES_URL, { max: 3, onnotice: () => {} });

serveSql({
  statements: {
    unsafe: (text) => sql.unsafe(text),
    'unsafe-prepared': (text) => sql.unsafe(text, [], { prepare: true }),
    'unsafe-simple': (text) => sql.unsafe(text).simple(),
    'unsafe-cursor': async (text) => {
      const rows = [];
      for await (const some of sql.unsafe(text).cursor(10)) rows.push(...some);
      return rows;
    },
    'unsafe-nested': (text) => sql`${sql.unsafe(text)}`,
    begin: (text) => sql.begin((inner) => inner.unsafe(text)),
    reserve: async (text) => {
      const reserved = await sql.reserve();
      try {
        return await reserved.unsafe(text);
      } finally {
        reserved.release();
      }
    },
  },
  conditions: {
    fragment: (condition) => sql`SELECT id, name FROM users WHERE ${sql.unsafe(condition)}`,
  },
  safe: (name) => sql`SELECT id, name FROM users WHERE name = ${name}`,
  escaped: (name) =>
    sql.unsafe(`SELECT id, name FROM users WHERE name = '${name.replaceAll("'", "''")}'`),
});
