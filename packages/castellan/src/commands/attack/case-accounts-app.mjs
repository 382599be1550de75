// Users, their orders and a closed part. CASE_APP=bad gets each of the handbook's three wrong.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';

const express = createRequire(path.resolve('package.json'))('express');
const isBad = process.env.CASE_APP === 'bad';
const users = { 'ada@example.com': 'lamp-and-moat', 'bob@example.com': 'oak-and-iron' };
const orders = [
  { id: 11, owner: 'ada@example.com', what: 'lamp' },
  { id: 12, owner: 'bob@example.com', what: 'stool' },
  { id: 13, owner: 'ada@example.com', what: 'rug' },
];
const goods = [
  { id: 1, name: 'lamp' },
  { id: 2, name: 'stool' },
];
const sessions = new Map();
let count = 4_000;

const app = express();
app.use(express.json());
app.use((req, _res, next) => {
  const [, sid] = /(?:^|; )sid=([^;]+)/.exec(req.headers.cookie ?? '') ?? [];
  req.user = sessions.get(sid);
  next();
});
const closed = (req, res, next) => (req.user ? next() : res.status(401).json('sign in first'));

app.post('/login', (req, res) => {
  const { email, password } = req.body;
  if (users[email] === undefined || users[email] !== password) return res.status(401).json('no');
  const sid = isBad ? String((count += 1)) : randomBytes(24).toString('base64url');
  sessions.set(sid, email);
  res.setHeader('set-cookie', [`sid=${sid}; HttpOnly; Path=/`, 'theme=dark; Path=/']);
  res.json('welcome');
});
app.get('/goods', (_req, res) => res.json(goods));
app.get('/goods/:id', (req, res) => {
  const found = goods.find(({ id }) => String(id) === req.params.id);
  return found ? res.json(found) : res.status(404).json('none');
});
app.get('/orders', closed, (req, res) =>
  res.json(orders.filter(({ owner }) => owner === req.user)),
);
app.get('/orders/:id', closed, (req, res) => {
  const found = orders.find(({ id }) => String(id) === req.params.id);
  const isMine = isBad || found?.owner === req.user;
  return found && isMine ? res.json(found) : res.status(404).json('none');
});
app.get(
  '/profile',
  (req, res, next) => (isBad ? next() : closed(req, res, next)),
  (_req, res) => res.json({ email: 'ada@example.com' }),
);
app.get('/admin/users', closed, (_req, res) => res.json(2));
app.get(
  '/admin/export',
  (req, res, next) => (isBad ? next() : closed(req, res, next)),
  (_req, res) => res.json('everything'),
);
app.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
