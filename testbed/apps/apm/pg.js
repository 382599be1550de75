// One Express and PostgreSQL app, started beside each kind of tracing; the spans are told to our parent.
import { execFile } from 'node:child_process';
import express from 'express';
import pg from 'pg';
import { listen } from '../listen.js';

const pool = new pg.Pool({ connectionString: process.env.POSTGRES_URL, max: 2 });
const app = express();

app.get('/users', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT id, name FROM users WHERE name = '${req.query.name}' ORDER BY id`,
  );
  res.json({ rows });
});
app.get('/bound', async (req, res) => {
  const { rows } = await pool.query('SELECT id, name FROM users WHERE name = $1', [req.query.name]);
  res.json({ rows });
});
app.get('/swallowed', async (req, res) => {
  try {
    await pool.query(`SELECT '${req.query.name}'`);
  } catch {
    // An app that goes on as if nothing had happened.
  }
  res.json({ rows: [] });
});
app.get('/echo', (req, res) => {
  execFile('sh', ['-c', `echo ${req.query.name}`], (error, text) => {
    if (error) res.status(500).json({ error: error.message });
    else res.json({ rows: [{ name: text.trim() }] });
  });
});
app.get('/fails', () => {
  throw new Error('of the app itself');
});
app.use((error, req, res, _next) => {
  res.status(500).json({ error: error.message, stack: error.stack });
});

process.on('message', async (message) => {
  if (message !== 'spans') return;
  // A span ends when its response does, and tracing may hear of that later than the client.
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.send({ spans: (await globalThis[Symbol.for('castellan.testbed.spans')]?.()) ?? [] });
});
listen(app);
