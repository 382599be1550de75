import pg from 'pg';
import { serveEscaped } from './serve-escaped.js';

const { POSTGRES_URL, SETTING, HOW } = process.env;
const pool = new pg.Pool({
  connectionString: POSTGRES_URL,
  max: 2,
  ...(HOW === 'startup' && { options: `-c standard_conforming_strings=${SETTING}` }),
});
if (HOW === 'statement')
  pool.on('connect', (client) => client.query(`SET standard_conforming_strings = ${SETTING}`));
serveEscaped(
  async (text) => (await pool.query(text)).rows,
  (value) => `'${value.replaceAll("'", "''")}'`,
);
