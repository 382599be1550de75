import { Router } from 'express';

/** Login, order history and the loyalty card of the till. @param {import('../app.js').Shop} shop */
export function account({ db }) {
  const router = Router();

  router.get('/login', (_req, res) => res.render('login'));

  router.post('/login', async (req, res) => {
    const { email, password } = req.body;
    // Vulnerable on purpose: CWE-89, a quote in the address ends the comparison.
    const { rows } = await db.query(
      `SELECT id, name, role, api_key FROM customers WHERE email = '${email}' AND password = '${password}'`,
    );
    const customer = rows[0];
    if (!customer) return res.status(401).json({ error: 'Wrong address or password.' });
    res.cookie('customer', String(customer.id), { sameSite: 'lax' });
    res.json({ name: customer.name, role: customer.role, apiKey: customer.api_key });
  });

  router.get('/orders', async (req, res) => {
    const customer = req.cookies.customer ?? '2';
    // Vulnerable on purpose: CWE-89 (and CWE-565), the cookie is trusted and put in as a number.
    const { rows } = await db.query(
      `SELECT id, product, total, placed_on, note FROM orders WHERE customer_id = ${customer} ORDER BY id`,
    );
    res.render('orders', { orders: rows });
  });

  router.get('/api/loyalty', async (req, res) => {
    const card = req.get('x-loyalty-card') ?? '';
    // Vulnerable on purpose: CWE-89, the till's header is put between the quotes.
    const { rows } = await db.query(
      `SELECT name, points FROM customers WHERE loyalty_card = '${card}'`,
    );
    res.json({ cards: rows });
  });

  return router;
}
