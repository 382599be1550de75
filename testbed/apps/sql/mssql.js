import mssql from 'mssql';
import { serveSql } from './serve-sql.js';

const pool = new mssql.ConnectionPool({
  server: '127.0.0.1',
  port: Number(process.env.MSSQL_PORT),
  user: 'castellan',
  password: 'testbed',
  database: 'master',
  options: { encrypt: false, trustServerCertificate: true },
});
const connected = pool.connect();

/** mssql gives a result set for each statement that has rows. */
const rowsOf = (result) => result.recordsets.flat();

async function inTransaction(use) {
  const transaction = new mssql.Transaction(await connected);
  await transaction.begin();
  try {
    return await use(transaction);
  } finally {
    await transaction.rollback();
  }
}

serveSql({
  statements: {
    'request-query': async (text) => rowsOf(await (await connected).request().query(text)),
    'request-batch': async (text) => rowsOf(await (await connected).request().batch(text)),
    'pool-query': async (text) => rowsOf(await (await connected).query(text)),
    callback: (text) =>
      new Promise((resolve, reject) => {
        pool
          .request()
          .query(text, (error, result) => (error ? reject(error) : resolve(rowsOf(result))));
      }),
    stream: async (text) => {
      const request = (await connected).request();
      request.stream = true;
      const rows = [];
      return new Promise((resolve, reject) => {
        request.on('row', (row) => rows.push(row));
        request.on('error', reject);
        request.on('done', () => resolve(rows));
        request.query(text);
      });
    },
    transaction: (text) =>
      inTransaction(async (transaction) =>
        rowsOf(await new mssql.Request(transaction).query(text)),
      ),
  },
  safe: async (name) =>
    rowsOf(await (await connected).query`SELECT id, name FROM users WHERE name = ${name}`),
  escaped: async (name) =>
    rowsOf(
      await (
        await connected
      ).query(`SELECT id, name FROM users WHERE name = '${name.replaceAll("'", "''")}'`),
    ),
});
