import pg from 'pg';
import { proof } from './postgres-proof.js';
import { serveSaturated } from './serve-saturated.js';

const pool = new pg.Pool({
  connectionString: process.env.POSTGRES_URL,
  max: 1,
  ssl: process.env.POSTGRES_TLS === '1' ? { rejectUnauthorized: false } : false,
});
serveSaturated(async (text) => (await pool.query(text)).rows, { proof });
