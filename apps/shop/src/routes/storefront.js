import { Router } from 'express';
import { categories } from '../data/catalogue.js';

/** Home, search, product pages and reviews. @param {import('../app.js').Shop} shop */
export function storefront({ db, folders, readFile }) {
  const router = Router();

  router.get('/', async (req, res) => {
    const category = categories.includes(req.query.category) ? req.query.category : undefined;
    const sort = req.query.sort ?? 'id';
    const where = category ? `WHERE category = '${category}'` : '';
    // Vulnerable on purpose: CWE-89, the sort expression comes from the query string.
    const { rows } = await db.query(`SELECT * FROM products ${where} ORDER BY ${sort}`);
    const notice = await readFile(`${folders.front}/notice.txt`, 'utf8');
    res.render('home', { products: rows, categories, category, sort, notice });
  });

  router.get('/search', async (req, res) => {
    const q = req.query.q ?? '';
    // Vulnerable on purpose: CWE-89, the words are put between the quotes as they came.
    const { rows } = await db.query(
      `SELECT id, slug, name, category, price, tile, blurb FROM products WHERE name ILIKE '%${q}%' ORDER BY name`,
    );
    res.render('search', { q, products: rows });
  });

  router.get('/products/:slug', async (req, res) => {
    // Vulnerable on purpose: CWE-89, a path parameter is as free as any other input.
    const found = await db.query(`SELECT * FROM products WHERE slug = '${req.params.slug}'`);
    const product = found.rows[0];
    if (!product) return res.status(404).render('missing', { what: 'That product' });
    const reviews = await db.query(
      'SELECT author, body, rating FROM reviews WHERE product_id = $1 ORDER BY id DESC',
      [product.id],
    );
    res.render('product', { product, reviews: reviews.rows });
  });

  router.post('/reviews', async (req, res) => {
    const { slug, product, author, body, rating } = req.body;
    const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
    // Vulnerable on purpose: CWE-89, author and body are quoted with care, the number is not.
    await db.exec(
      `INSERT INTO reviews (product_id, author, body, rating) VALUES (${Number(product)}, ${quoted(author)}, ${quoted(body)}, ${rating})`,
    );
    res.redirect(303, `/products/${encodeURIComponent(slug)}`);
  });

  router.post('/api/stock', async (req, res) => {
    // Vulnerable on purpose: CWE-89, a JSON array is joined into the list.
    const { rows } = await db.query(
      `SELECT name, stock FROM products WHERE id IN (${req.body.ids.join(', ')}) ORDER BY id`,
    );
    res.json({ stock: rows });
  });

  return router;
}
