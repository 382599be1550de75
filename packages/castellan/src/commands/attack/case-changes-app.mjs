// One user whose session is a cookie with the attributes of CASE_COOKIE, or a token where there are none.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';

const express = createRequire(path.resolve('package.json'))('express');
const { CASE_COOKIE: attributes, CASE_APP, PORT = '0' } = process.env;
const isMended = CASE_APP === 'good';
const sessions = new Set();
const kept = {};

const app = express();
app.use(express.json(), express.urlencoded({ extended: false }));
app.post('/login', (_req, res) => {
  const sid = randomBytes(24).toString('base64url');
  sessions.add(sid);
  if (attributes === undefined) return res.json({ token: sid });
  return res.setHeader('set-cookie', `sid=${sid}; Path=/${attributes}`).json('welcome');
});
app.use((req, res, next) => {
  const [, cookie] = /(?:^|; )sid=([^;]+)/.exec(req.headers.cookie ?? '') ?? [];
  const [, token] = /^Bearer (.+)$/.exec(req.headers.authorization ?? '') ?? [];
  return sessions.has(cookie ?? token) ? next() : res.status(401).json('sign in first');
});
app.get('/me', (_req, res) => res.json(kept));
// What another site can do whatever the app answers with.
app.post('/address', (req, res) => {
  if (isMended && ![undefined, `http://${req.headers.host}`].includes(req.headers.origin))
    return res.status(403).json('no');
  kept.address = req.body.address;
  return res.json({ address: kept.address });
});
// A form of the page, with the token that it holds.
app.get('/form', (_req, res) =>
  res
    .type('html')
    .send(
      '<form method="post" action="/phone"><input name="phone"><input type="hidden" name="_csrf" value="f81d4fae"></form>',
    ),
);
app.post('/phone', (req, res) => {
  if (req.body._csrf !== 'f81d4fae') return res.redirect('/form?error=csrf');
  kept.phone = req.body.phone;
  return res.redirect('/me');
});
const slug = isMended ? /^[\w-]*$/ : /^(?:\w+-?)*$/;
app.get('/slug', (req, res) => res.json(slug.test(req.query.text)));
app.get('/short', (req, res) => res.json(/^(?:\w+-?)*$/.test(String(req.query.text).slice(0, 12))));
const profile = { name: 'ada', role: 'user', isAdmin: false, visits: 0 };
app.get('/profile', (_req, res) => res.json({ ...profile, visits: (profile.visits += 1) }));
app.patch('/profile', (req, res) => {
  Object.assign(profile, isMended ? { name: req.body.name ?? profile.name } : req.body);
  return res.json('kept');
});
// What nobody else shows: an echo, and a store that shows only what it knows.
app.put('/echo', (req, res) => res.json({ role: 'user', ...req.body }));
app.put('/model', (req, res) => {
  const { role = 'user', ...rest } = { ...req.body };
  return res.json({ name: rest.name ?? 'ada', ...(isMended ? { role: 'user' } : { role }) });
});
app.listen(Number(PORT), '127.0.0.1');
