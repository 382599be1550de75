import mysql from 'mysql2';
import { settings } from '../sql/mysql-settings.js';
import { serveEscaped } from './serve-escaped.js';

const pool = mysql.createPool({ ...settings, connectionLimit: 2 });
pool.on('connection', (connection) =>
  connection.query(`SET SESSION sql_mode = '${process.env.SETTING}'`),
);
serveEscaped(
  (text) => new Promise((done, fail) => pool.query(text, (e, rows) => (e ? fail(e) : done(rows)))),
  (value) => mysql.escape(value),
);
