import sqlite3 from 'sqlite3';
import { schema } from './schema.js';
import { serveSql } from './serve-sql.js';

const database = new sqlite3.Database(':memory:');
const called = (target, method, ...args) =>
  new Promise((resolve, reject) => {
    target[method](...args, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
database.exec(schema.join(';'));

serveSql({
  statements: {
    all: (text) => called(database, 'all', text),
    each: (text) =>
      new Promise((resolve, reject) => {
        const rows = [];
        const onRow = (error, row) => (error ? reject(error) : rows.push(row));
        database.each(text, onRow, (error) => (error ? reject(error) : resolve(rows)));
      }),
    prepare: async (text) => {
      const statement = await new Promise((resolve, reject) => {
        const prepared = database.prepare(text, (error) =>
          error ? reject(error) : resolve(prepared),
        );
      });
      try {
        return await called(statement, 'all');
      } finally {
        statement.finalize();
      }
    },
  },
  conditions: {
    get: async (condition) => [
      await called(database, 'get', `SELECT id, name FROM users WHERE ${condition}`),
    ],
  },
  effects: {
    run: (text) => called(database, 'run', text),
    exec: (text) => called(database, 'exec', text),
  },
  notes: async () => {
    const rows = await called(database, 'all', 'SELECT text FROM notes');
    await called(database, 'run', 'DELETE FROM notes');
    return rows;
  },
  safe: (name) => called(database, 'all', 'SELECT id, name FROM users WHERE name = ?', [name]),
  escaped: (name) =>
    called(
      database,
      'all',
      `SELECT id, name FROM users WHERE name = '${name.replaceAll("'", "''")}'`,
    ),
});
