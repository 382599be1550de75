import mysql from 'mysql';
import { settings } from '../sql/mysql-settings.js';
import { proof } from './mysql-proof.js';
import { serveSaturated } from './serve-saturated.js';

const pool = mysql.createPool({ ...settings, connectionLimit: 1 });
serveSaturated(
  (text) =>
    new Promise((resolve, reject) => {
      pool.query(text, (error, rows) => (error ? reject(error) : resolve(rows)));
    }),
  { proof },
);
