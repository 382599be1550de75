import express from 'express';
import { listen } from '../listen.js';

/** An app that escapes what users send, in the way that is right for one setting of its database. */
export function serveEscaped(query, escape) {
  const app = express();
  app.get('/users', async (req, res) => {
    const text = `SELECT id, name FROM users WHERE name = ${escape(req.query.name)}`;
    try {
      res.json({ rows: await query(text) });
    } catch (error) {
      if (!res.headersSent) res.status(500).json({ error: String(error.message) });
    }
  });
  listen(app);
}
