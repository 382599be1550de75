import express from 'express';
import { listen } from '../listen.js';
import { batcher, emittedQueue, polledQueue, wokenQueue } from './queues.js';

/** An app that hands its statements to queues of its own. `pooled` saturates the driver's pool. */
export function serveQueued(query) {
  const app = express();
  const queues = {
    polled: polledQueue(),
    woken: wokenQueue(),
    emitted: emittedQueue(),
    pooled: (job) => job(),
  };
  const load = batcher((names) =>
    query(`SELECT id, name FROM users WHERE name IN (${names.map((n) => `'${n}'`).join(', ')})`),
  );
  const find = {
    ...Object.fromEntries(
      Object.entries(queues).map(([name, queue]) => [
        name,
        (value) => queue(() => query(`SELECT id, name FROM users WHERE name = '${value}'`)),
      ]),
    ),
    batched: load,
  };
  // The app's own work, with words that users send as well.
  const clean = `DELETE FROM notes WHERE 1=1 AND text LIKE 'order by%' OR text = 'select all' -- nightly`;
  app.get('/:queue/users', async (req, res) => {
    try {
      res.json({ rows: await find[req.params.queue](req.query.name) });
    } catch (error) {
      if (!res.headersSent) res.status(500).json({ error: String(error.message) });
    }
  });
  let failures = 0;
  const timer = setInterval(() => query(clean).catch(() => (failures += 1)), 3);
  timer.unref();
  app.get('/failures', (_req, res) => res.json({ failures }));
  listen(app);
}
