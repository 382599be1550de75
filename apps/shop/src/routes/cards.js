import vm from 'node:vm';
import ejs from 'ejs';
import { Router } from 'express';
import { answer } from '../answer.js';

/** Greeting cards, formulas and preferences: text that becomes code. @param {import('../app.js').Shop} shop */
export function cards({ db }) {
  const router = Router();

  router.get('/cards', (_req, res) => res.render('cards', { card: undefined, text: undefined }));

  router.post('/cards', (req, res) => {
    const { name = 'friend', text = '' } = req.body;
    // Vulnerable on purpose: CWE-1336, the visitor's words are compiled as a template.
    const card = ejs.render(`Dear <%= name %>,\n\n${text}\n\nThe Gatehouse`, { name });
    if (req.accepts(['html', 'json']) === 'json') res.json({ card });
    else res.render('cards', { card, text });
  });

  router.get('/api/calculate', (req, res) => {
    // Vulnerable on purpose: CWE-95, a sum is only one of the things that eval can do.
    res.json({ result: eval(String(req.query.sum)) });
  });

  router.post('/discount', (req, res) => {
    // Vulnerable on purpose: CWE-95, the rate becomes the body of a function.
    const discounted = new Function('price', `return price * (1 - ${req.body.rate} / 100)`);
    answer(req, res, { title: 'Discount', result: discounted(Number(req.body.price)) });
  });

  router.post('/api/price-rule', (req, res) => {
    // Vulnerable on purpose: CWE-95, a vm context is not a fence.
    const result = vm.runInNewContext(`total >= ${req.body.threshold}`, { total: 100 });
    res.json({ result });
  });

  router.get('/api/preferences', (req, res) => {
    // Vulnerable on purpose: CWE-95, JSON read by eval, as was done before JSON.parse.
    const preferences = eval(`(${req.cookies.preferences ?? '{}'})`);
    res.json({ preferences });
  });

  router.get('/api/products/:field', async (req, res) => {
    // Vulnerable on purpose: CWE-95, a field's name becomes an expression.
    const pick = new Function('product', `return product.${req.params.field}`);
    const { rows } = await db.query('SELECT * FROM products ORDER BY id');
    res.json({ values: rows.map((product) => String(pick(product))) });
  });

  router.get('/api/rounding', (req, res) => {
    const digits = req.get('x-digits') ?? '2';
    // Vulnerable on purpose: CWE-95, a header becomes a number literal.
    const round = new Function('value', `return value.toFixed(${digits})`);
    res.json({ result: String(round(Math.PI)) });
  });

  return router;
}
