// One hole of each kind below /bad, and the same done well below /good.
import { execFile, execSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const express = createRequire(path.resolve('package.json'))('express');
const folder = mkdtempSync(path.join(tmpdir(), 'castellan-case-app-'));
writeFileSync(path.join(folder, 'a.txt'), 'a');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(0));
const db = new DatabaseSync(':memory:');
db.exec(`CREATE TABLE goods (id INTEGER, name TEXT); INSERT INTO goods VALUES (1, 'lamp')`);
const people = [{ name: 'ada', key: 'k1' }];
const fits = (value, wanted) =>
  typeof wanted === 'object' && wanted !== null && '$ne' in wanted
    ? value !== wanted.$ne
    : typeof wanted === 'object' && wanted !== null && '$eq' in wanted
      ? value === wanted.$eq
      : value === wanted;
const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const merge = (target, source) => {
  for (const key of Object.keys(source)) {
    if (typeof source[key] === 'object' && source[key] !== null) {
      target[key] ??= {};
      merge(target[key], source[key]);
    } else target[key] = source[key];
  }
  return target;
};
let orders = 0;

const bad = express.Router();
bad.get('/sql', (req, res) =>
  res.json(db.prepare(`SELECT * FROM goods WHERE name = '${req.query.name}'`).all()),
);
bad.get('/shell', (req, res) => res.json(execSync(`echo ${req.query.word}`).toString()));
bad.get('/file', (req, res) => res.send(readFileSync(path.join(folder, req.query.name), 'utf8')));
// oxlint-disable-next-line no-eval -- a hole on purpose
bad.get('/sum', (req, res) => res.json(eval(req.query.sum)));
bad.get('/option', (req, res) =>
  execFile('sort', [String(req.query.file)], (_error, out) => res.json(out)),
);
bad.get('/hello', (req, res) => res.type('html').send(`<p title="${req.query.who}">hello</p>`));
bad.get('/go', (req, res) => res.redirect(String(req.query.to)));
bad.get('/fetch', async (req, res) => {
  const answer = await fetch(String(req.query.url)).catch(() => undefined);
  res.json(answer?.status ?? 0);
});
bad.get('/language', (req, res) =>
  res.socket.end(
    `HTTP/1.1 200 OK\r\nx-language: ${req.query.lang}\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok`,
  ),
);
bad.post('/account', (req, res) =>
  res.json(db.prepare(`SELECT * FROM goods WHERE name = '${req.body.user?.name}'`).all()),
);
bad.post('/find', (req, res) =>
  res.json(people.filter(({ key }) => fits(key, req.body.key)).map(({ name }) => name)),
);
bad.post('/settings', (req, res) => res.json(merge({ colour: 'red' }, req.body)));

const notes = [];
bad.post('/notes', (req, res) => {
  notes.push(String(req.body.note));
  res.json('kept');
});
bad.get('/notes', (_req, res) => res.type('html').send(`<ul>${notes.join('<li>')}</ul>`));

const escapedNotes = [];
const good = express.Router();
good.post('/notes', (req, res) => {
  escapedNotes.push(String(req.body.note));
  res.json('kept');
});
good.get('/notes', (_req, res) =>
  res.type('html').send(`<ul>${escapedNotes.map(escaped).join('<li>')}</ul>`),
);
good.get('/sql', (req, res) =>
  res.json(db.prepare('SELECT * FROM goods WHERE name = ?').all(String(req.query.name))),
);
good.get('/shell', (req, res) =>
  execFile('echo', ['--', String(req.query.word)], (_error, out) => res.json(out)),
);
good.get('/file', (req, res) =>
  res.send(readFileSync(path.join(folder, path.basename(String(req.query.name))), 'utf8')),
);
good.get('/sum', (req, res) => res.json(Number(req.query.sum)));
good.get('/option', (req, res) =>
  execFile('sort', ['--', String(req.query.file)], (_error, out) => res.json(out)),
);
good.get('/hello', (req, res) =>
  res.type('html').send(`<p title="${escaped(req.query.who)}">${escaped(req.query.who)}</p>`),
);
good.get('/text', (req, res) => res.type('text').send(`<b>${req.query.who}</b>`));
good.get('/go', (req, res) => res.redirect(`/good/hello?who=${encodeURIComponent(req.query.to)}`));
good.get('/fetch', (req, res) => res.json({ url: String(req.query.url) }));
good.get('/language', (req, res) =>
  res.set('x-language', String(req.query.lang).replace(/[^a-z0-9]/gi, '')).send('ok'),
);
good.post('/account', (req, res) =>
  res.json(db.prepare('SELECT * FROM goods WHERE name = ?').all(String(req.body.user?.name))),
);
good.post('/find', (req, res) =>
  res.json(people.filter(({ key }) => key === String(req.body.key)).map(({ name }) => name)),
);
good.post('/settings', (req, res) =>
  res.json({ colour: 'red', ...JSON.parse(JSON.stringify(req.body)) }),
);
good.get('/orders', (_req, res) => res.json(orders));
good.post('/orders', (_req, res) => res.json((orders += 1)));

const app = express();
app.use(express.json());
if (process.env.CASE_APP !== 'good') app.use('/bad', bad);
app.use('/good', good);
app.use((error, _req, res, _next) => res.status(500).json({ error: 'it broke' }));
app.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
