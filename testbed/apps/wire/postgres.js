import postgres from 'postgres';
import { proof } from './postgres-proof.js';
import { serveSaturated } from './serve-saturated.js';

const sql = postgres(process.env.POSTGRES_URL, {
  max: 1,
  ssl: process.env.POSTGRES_TLS === '1' ? { rejectUnauthorized: false } : false,
});
serveSaturated(async (text) => [...(await sql.unsafe(text))], { proof });
