import mysql from 'mysql2/promise';
import { settings } from '../../sql/mysql-settings.js';

export async function openDatabase() {
  const pool = mysql.createPool({ ...settings, connectionLimit: 2 });
  return {
    raw: async (text) => (await pool.query(text))[0], // hole: sql-injection
    bound: async (text, values) => (await pool.execute(text, values))[0],
  };
}
