import mysql from 'mysql2';
import mysqlPromise from 'mysql2/promise';
import { settings } from './mysql-settings.js';
import { serveSql } from './serve-sql.js';

const connection = mysql.createConnection(settings);
const multiple = mysql.createConnection({ ...settings, multipleStatements: true });
const pool = mysql.createPool({ ...settings, connectionLimit: 3 });
const promisePool = mysqlPromise.createPool({ ...settings, connectionLimit: 2 });

const called = (target, method, statement) =>
  new Promise((resolve, reject) => {
    target[method](statement, (error, rows) => (error ? reject(error) : resolve(rows)));
  });

async function onPooled(use) {
  const pooled = await promisePool.getConnection();
  try {
    return await use(pooled);
  } finally {
    pooled.release();
  }
}

serveSql({
  statements: {
    'connection-query': (text) => called(connection, 'query', text),
    'connection-execute': (text) => called(connection, 'execute', text),
    'connection-config': (text) => called(connection, 'query', { sql: text }),
    'connection-promise': async (text) => (await connection.promise().query(text))[0],
    'connection-stream': async (text) => {
      const rows = [];
      for await (const row of connection.query(text).stream()) rows.push(row);
      return rows;
    },
    'connection-prepare': (text) =>
      new Promise((resolve, reject) => {
        connection.prepare(text, (error, statement) => {
          if (error) return reject(error);
          statement.execute([], (failure, rows) => (failure ? reject(failure) : resolve(rows)));
        });
      }),
    'multiple-statements': (text) => called(multiple, 'query', text),
    'pool-query': (text) => called(pool, 'query', text),
    'pool-execute': (text) => called(pool, 'execute', text),
    'pool-promise': async (text) => (await pool.promise().query(text))[0],
    'promise-pool-query': async (text) => (await promisePool.query(text))[0],
    'promise-pool-execute': async (text) => (await promisePool.execute(text))[0],
    transaction: (text) =>
      onPooled(async (pooled) => {
        await pooled.beginTransaction();
        try {
          return (await pooled.query(text))[0];
        } finally {
          await pooled.rollback();
        }
      }),
  },
  safe: async (name) =>
    (await promisePool.execute('SELECT id, name FROM users WHERE name = ?', [name]))[0],
  escaped: async (name) =>
    (await promisePool.query('SELECT id, name FROM users WHERE name = ?', [name]))[0],
});
