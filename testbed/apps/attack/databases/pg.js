import pg from 'pg';
import { numbered } from './numbered.js';

export async function openDatabase() {
  const pool = new pg.Pool({ connectionString: process.env.POSTGRES_URL, max: 2 });
  return {
    raw: async (text) => (await pool.query(text)).rows, // hole: sql-injection
    bound: async (text, values) => (await pool.query(numbered(text), values)).rows,
  };
}
