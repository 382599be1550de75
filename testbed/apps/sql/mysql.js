import mysql from 'mysql';
import { settings } from './mysql-settings.js';
import { serveSql } from './serve-sql.js';

const connection = mysql.createConnection(settings);
const multiple = mysql.createConnection({ ...settings, multipleStatements: true });
const pool = mysql.createPool({ ...settings, connectionLimit: 3 });

const called = (target, statement) =>
  new Promise((resolve, reject) => {
    target.query(statement, (error, rows) => (error ? reject(error) : resolve(rows)));
  });

const pooled = () =>
  new Promise((resolve, reject) => {
    pool.getConnection((error, one) => (error ? reject(error) : resolve(one)));
  });

/** The driver's streams are older than asynchronous iteration. */
const collected = (stream) =>
  new Promise((resolve, reject) => {
    const rows = [];
    stream.on('data', (row) => rows.push(row));
    stream.on('error', reject);
    stream.on('end', () => resolve(rows));
  });

serveSql({
  statements: {
    'connection-query': (text) => called(connection, text),
    'connection-config': (text) => called(connection, { sql: text }),
    'connection-stream': (text) => collected(connection.query(text).stream()),
    'multiple-statements': (text) => called(multiple, text),
    'pool-query': (text) => called(pool, text),
    'pool-connection': async (text) => {
      const one = await pooled();
      try {
        return await called(one, text);
      } finally {
        one.release();
      }
    },
    transaction: (text) =>
      new Promise((resolve, reject) => {
        connection.beginTransaction(() => {
          connection.query(text, (error, rows) =>
            connection.rollback(() => (error ? reject(error) : resolve(rows))),
          );
        });
      }),
  },
  safe: (name) =>
    called(pool, { sql: 'SELECT id, name FROM users WHERE name = ?', values: [name] }),
  escaped: (name) => called(pool, `SELECT id, name FROM users WHERE name = ${mysql.escape(name)}`),
});
