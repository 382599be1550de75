import postgres from 'postgres';
import { serveSaturated } from './serve-saturated.js';

const sql = postgres(process.env.POSTGRES_URL, { max: 1 });
serveSaturated(async (text) => [...(await sql.unsafe(text))]);
