import pg from 'pg';
import { serveQueued } from './serve-queued.js';

const pool = new pg.Pool({ connectionString: process.env.POSTGRES_URL, max: 2 });
serveQueued(async (text) => (await pool.query(text)).rows);
