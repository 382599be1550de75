// An app whose routes read, bind and misuse what they are sent; ends with its parent.
import { DatabaseSync } from 'node:sqlite';
import express from 'express';

const db = new DatabaseSync(':memory:');
const inner = express.Router();
inner.get('/named/:id', (req, res) => res.json([req.query.word, req.get('x-till'), req.params.id]));
inner.post('/body', (req, res) => res.json(req.body.user?.name ?? 'none'));
inner.get('/sql', (req, res) =>
  res.json(db.prepare(`SELECT '${new URL(req.url, 'http://a').searchParams.get('q')}' AS a`).all()),
);
inner.post('/merge', (req, res) => {
  Object.assign(Object.prototype, req.body.__proto__);
  res.json('done');
});
inner.get('/polluted', (_req, res) => res.json({}.zqab120001qz ?? 'clean'));

const app = express();
app.use(express.json());
app.use('/inner', inner);
const server = app.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.once('disconnect', () => process.exit());
