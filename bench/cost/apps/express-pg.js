'use strict';
// A JSON API such as small teams write: Express 5 and PostgreSQL through a pool.
const { readFile } = require('node:fs/promises');
const http = require('node:http');
const path = require('node:path');
const express = require('express');
const { Pool } = require('pg');
const { listen } = require('./control.js');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const files = path.join(__dirname, 'files');
const app = express();
app.use('/static', express.static(files));
app.use(express.json({ limit: '2mb' }));

const columns = 'id, sku, name, description, price_cents, stock, created_at';

app.get('/products', async (req, res) => {
  const page = Number(req.query.page ?? 1);
  const limit = Math.min(Number(req.query.limit ?? 20), 100);
  const { rows } = await pool.query(
    `SELECT ${columns} FROM products WHERE category = $1 ORDER BY id LIMIT $2 OFFSET $3`,
    [req.query.category, limit, (page - 1) * limit],
  );
  const total = await pool.query('SELECT count(*)::int AS n FROM products WHERE category = $1', [
    req.query.category,
  ]);
  res.json({ items: rows, page, total: total.rows[0].n });
});

app.get('/products/:id', async (req, res) => {
  const id = Number(req.params.id);
  const { rows } = await pool.query(`SELECT ${columns} FROM products WHERE id = $1`, [id]);
  if (rows.length === 0) return res.status(404).json({ error: 'no such product' });
  const reviews = await pool.query(
    'SELECT author, stars, body FROM reviews WHERE product_id = $1 ORDER BY id LIMIT 5',
    [id],
  );
  res.json({ ...rows[0], reviews: reviews.rows });
});

app.post('/orders', async (req, res) => {
  const { customer, address, lines, note } = req.body;
  const known = await pool.query('SELECT id, price_cents FROM products WHERE sku = ANY($1)', [
    lines.map((line) => line.sku),
  ]);
  const total = known.rows.reduce((sum, row) => sum + row.price_cents, 0);
  const { rows } = await pool.query(
    'INSERT INTO orders (customer, address, lines, note, total_cents) VALUES ($1, $2, $3, $4, $5) RETURNING id',
    [customer.email, JSON.stringify(address), JSON.stringify(lines), note, total],
  );
  res.status(201).json({ id: rows[0].id, total });
});

app.get('/search', async (req, res) => {
  const like = `%${req.query.q}%`;
  const [found, categories, cheapest, reviews] = await Promise.all([
    pool.query(`SELECT ${columns} FROM products WHERE name ILIKE $1 ORDER BY id LIMIT 10`, [like]),
    pool.query('SELECT category, count(*)::int AS n FROM products WHERE name ILIKE $1 GROUP BY 1', [
      like,
    ]),
    pool.query('SELECT min(price_cents) AS cents FROM products WHERE name ILIKE $1', [like]),
    pool.query('SELECT id, stars FROM reviews WHERE author = $1 LIMIT 5', [req.query.q]),
  ]);
  res.json({
    items: found.rows,
    categories: categories.rows,
    cheapest: cheapest.rows[0].cents,
    reviews: reviews.rows,
  });
});

/** Reads the whole body and touches no sink. */
app.post('/count', (req, res) => {
  res.json({ rows: req.body.rows.length });
});

/** Twenty texts that are the same for every request. */
app.post('/bulk', async (req, res) => {
  for (let index = 0; index < 20; index += 1) {
    await pool.query(`SELECT $1::text AS v${index}`, [req.body.items[index].name]);
  }
  res.json({ rows: req.body.items.length });
});

let statements = 0;

/** A text that no request had before, free of anything a user sent. */
function freshText() {
  statements += 1;
  return `SELECT name, price_cents FROM products WHERE stock > ${statements % 100} AND id = ${statements} LIMIT 1`;
}

/** Twenty texts that were never seen before: nothing learnt of earlier requests helps. */
app.post('/bulk-fresh', async (req, res) => {
  for (let index = 0; index < 20; index += 1) await pool.query(freshText());
  res.json({ rows: req.body.items.length });
});

/** Any JSON, and then a text that was never seen before. */
app.post('/any', async (req, res) => {
  const { rows } = await pool.query(freshText());
  res.json({ keys: Object.keys(req.body).length, rows: rows.length });
});

/** Vulnerable on purpose: what blocking an attack costs. */
app.get('/vulnerable', async (req, res) => {
  const { rows } = await pool.query(
    `SELECT id FROM products WHERE name = '${req.query.name}' LIMIT 5`,
  );
  res.json({ rows: rows.length });
});

app.get('/outbound', async (req, res) => {
  const answer = await fetch(
    `${process.env.UPSTREAM_URL}/prices?sku=${encodeURIComponent(req.query.sku)}`,
  );
  res.json(await answer.json());
});

app.get('/files/:name', async (req, res) => {
  const name = path.basename(req.params.name);
  res.type('html').send(await readFile(path.join(files, name), 'utf8'));
});

listen(http.createServer(app));
