import pg from 'pg';
import PgCursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { serveSql } from './serve-sql.js';

const connectionString = process.env.POSTGRES_URL;
const pool = new pg.Pool({ connectionString, max: 3 });
const client = new pg.Client({ connectionString });
let names = 0;

const rowsOf = (result) => (Array.isArray(result) ? result : [result]).flatMap(({ rows }) => rows);

async function onPooledClient(use) {
  const pooled = await pool.connect();
  try {
    return await use(pooled);
  } finally {
    pooled.release();
  }
}

client.connect();

const statements = {
  'client-query': async (text) => rowsOf(await client.query(text)),
  'client-config': async (text) => rowsOf(await client.query({ text })),
  'client-values': async (text) => rowsOf(await client.query({ text, values: [] })),
  'client-array-mode': async (text) =>
    rowsOf(await client.query({ text, rowMode: 'array' })).map(([id, name]) => ({ id, name })),
  'client-callback': (text) =>
    new Promise((resolve, reject) => {
      client.query(text, (error, result) => (error ? reject(error) : resolve(rowsOf(result))));
    }),
  'client-prepared': async (text) =>
    rowsOf(await client.query({ name: `statement ${(names += 1)}`, text, values: [] })),
  'client-submittable': (text) =>
    new Promise((resolve, reject) => {
      const rows = [];
      const query = client.query(new pg.Query(text));
      query.on('row', (row) => rows.push(row));
      query.on('end', () => resolve(rows));
      query.on('error', reject);
    }),
  'pool-query': async (text) => rowsOf(await pool.query(text)),
  'pool-config': async (text) => rowsOf(await pool.query({ text })),
  'pool-callback': (text) =>
    new Promise((resolve, reject) => {
      pool.query(text, (error, result) => (error ? reject(error) : resolve(rowsOf(result))));
    }),
  'pool-connect': (text) => onPooledClient(async (pooled) => rowsOf(await pooled.query(text))),
  transaction: (text) =>
    onPooledClient(async (pooled) => {
      await pooled.query('BEGIN');
      try {
        return rowsOf(await pooled.query(text));
      } finally {
        await pooled.query('ROLLBACK');
      }
    }),
  cursor: (text) =>
    onPooledClient(async (pooled) => {
      const cursor = pooled.query(new PgCursor(text));
      try {
        return await cursor.read(100);
      } finally {
        await cursor.close().catch(() => {});
      }
    }),
  'query-stream': (text) =>
    onPooledClient(async (pooled) => {
      const rows = [];
      for await (const row of pooled.query(new QueryStream(text))) rows.push(row);
      return rows;
    }),
};

serveSql({
  statements,
  safe: async (name) =>
    rowsOf(await pool.query('SELECT id, name FROM users WHERE name = $1', [name])),
  escaped: async (name) =>
    rowsOf(
      await pool.query(`SELECT id, name FROM users WHERE name = ${client.escapeLiteral(name)}`),
    ),
});
