import mariadb from 'mariadb';
import mariadbCallback from 'mariadb/callback';
import { settings } from './mysql-settings.js';
import { serveSql } from './serve-sql.js';

const pool = mariadb.createPool({ ...settings, connectionLimit: 4 });
const callbackConnection = mariadbCallback.createConnection(settings);
const multiple = mariadb.createPool({ ...settings, connectionLimit: 1, multipleStatements: true });

const onConnection = async (use) => {
  const connection = await pool.getConnection();
  try {
    return await use(connection);
  } finally {
    await connection.release();
  }
};

serveSql({
  statements: {
    'pool-query': (text) => pool.query(text),
    'pool-config': (text) => pool.query({ sql: text }),
    'pool-execute': (text) => pool.execute(text),
    'connection-query': (text) => onConnection((connection) => connection.query(text)),
    'connection-execute': (text) => onConnection((connection) => connection.execute(text)),
    'connection-prepare': (text) =>
      onConnection(async (connection) => {
        const prepared = await connection.prepare(text);
        try {
          return await prepared.execute();
        } finally {
          prepared.close();
        }
      }),
    'query-stream': (text) =>
      onConnection(async (connection) => {
        const rows = [];
        for await (const row of connection.queryStream(text)) rows.push(row);
        return rows;
      }),
    transaction: (text) =>
      onConnection(async (connection) => {
        await connection.beginTransaction();
        try {
          return await connection.query(text);
        } finally {
          await connection.rollback();
        }
      }),
    callback: (text) =>
      new Promise((resolve, reject) => {
        callbackConnection.query(text, (error, rows) => (error ? reject(error) : resolve(rows)));
      }),
    'multiple-statements': (text) => multiple.query(text),
  },
  effects: {
    // A batch needs a parameter, so an empty note comes along.
    batch: (text) => pool.batch(`${text}, (?)`, [['']]),
  },
  notes: async () => {
    const rows = await pool.query('SELECT text FROM notes');
    await pool.query('DELETE FROM notes');
    return rows;
  },
  safe: (name) => pool.query('SELECT id, name FROM users WHERE name = ?', [name]),
  escaped: (name) => pool.query(`SELECT id, name FROM users WHERE name = ${pool.escape(name)}`),
});
