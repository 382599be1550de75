import express from 'express';
import { listen } from '../listen.js';

/**
 * An app whose pool has one connection: a statement leaves when another request lets go of it, in
 * that request's asynchronous context. `proof` tells how the connection is made.
 */
export async function serveSaturated(query, { proof = 'SELECT 1' } = {}) {
  const app = express();
  app.use(express.json());
  const byName = async (name, res) => {
    try {
      res.json({ rows: await query(`SELECT id, name FROM users WHERE name = '${name}'`) });
    } catch (error) {
      if (!res.headersSent) res.status(500).json({ error: String(error.message) });
    }
  };
  app.get('/users', (req, res) => byName(req.query.name, res));
  app.post('/users', (req, res) => byName(req.body.name, res));
  app.get('/long', (req, res) => {
    const long = 'x'.repeat(Number(req.query.megabytes) * 2 ** 20);
    byName(`${long}' OR name = '${req.query.name}`, res);
  });
  app.get('/connection', async (_req, res) => res.json({ rows: await query(proof) }));
  app.get('/notes', async (_req, res) => res.json({ rows: await query('SELECT text FROM notes') }));
  // Like many apps, this one does not start without its database.
  await query(proof);
  listen(app);
}
