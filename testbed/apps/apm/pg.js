// One Express and PostgreSQL app, started beside each kind of tracing.
import { ChildProcess, execFile, execSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
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
// What fails here fails where nobody catches: a timer, a promise that nobody awaits, a callback.
app.get('/stray-throw', (req, res) => {
  setImmediate(() => {
    res.json({ rows: [{ name: execSync(`echo ${req.query.name}`).toString().trim() }] });
  });
});
app.get('/stray-rejection', (req, res) => {
  const answer = async () => {
    const { rows } = await pool.query(`SELECT name FROM users WHERE name = '${req.query.name}'`);
    res.json({ rows });
  };
  void answer();
});
app.get('/stray-callback', (req, res) => {
  pool.query(`SELECT name FROM users WHERE name = '${req.query.name}'`, (error, result) => {
    if (error) throw new Error('something failed');
    res.json({ rows: result.rows });
  });
});
app.get('/instances', async (req, res) => {
  const client = await pool.connect();
  const error = await client.query('SELECT 1 / 0').catch((reason) => reason);
  client.release();
  const child = execFile('true');
  res.json({
    pool: pool instanceof pg.Pool,
    client: [client instanceof pg.Client, client instanceof EventEmitter],
    error: [error instanceof pg.DatabaseError, error instanceof Error, error.constructor.name],
    request: [req instanceof IncomingMessage, Object.keys(req).length],
    response: [res instanceof ServerResponse, Object.keys(res).length],
    server: req.socket.server instanceof Server,
    child: child instanceof ChildProcess,
    promise: pool.query('SELECT 1') instanceof Promise,
    functions: [pool.query, client.query, express, app.get, execFile, createServer].map(
      ({ name, length }) => [name, length],
    ),
    listeners: ['uncaughtException', 'unhandledRejection', 'exit', 'SIGTERM'].map((event) =>
      process.listenerCount(event),
    ),
  });
});
app.get('/fails', () => {
  throw new Error('of the app itself');
});
app.use((error, req, res, _next) => {
  res.status(500).json({ error: error.message, stack: error.stack });
});

listen(app);
