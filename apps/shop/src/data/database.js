import { PGlite } from '@electric-sql/pglite';
import { catalogue } from './catalogue.js';
import { secrets } from './secrets.js';

const schema = `
  CREATE TABLE products (
    id serial PRIMARY KEY, slug text UNIQUE, name text, category text,
    price numeric(8, 2), tile text, blurb text, stock int DEFAULT 12
  );
  CREATE TABLE customers (
    id serial PRIMARY KEY, email text UNIQUE, name text, password text,
    role text DEFAULT 'customer', api_key text, loyalty_card text, points int DEFAULT 0
  );
  CREATE TABLE orders (
    id serial PRIMARY KEY, customer_id int, product text, total numeric(8, 2), placed_on date, note text
  );
  CREATE TABLE reviews (
    id serial PRIMARY KEY, product_id int, author text, body text, rating int
  );
`;

const customers = [
  [
    'keeper@gatehouse.example',
    'Ada Keeper',
    'winter-is-long',
    'keeper',
    secrets.keeperApiKey,
    'GH-0001',
    0,
  ],
  [
    'mary.o-brien@example.com',
    "Mary O'Brien",
    'correct horse; battery -- staple',
    'customer',
    'key-mary',
    'GH-1002',
    340,
  ],
  ['jonas@example.com', 'Jonas Weber', 'moat-and-tower', 'customer', 'key-jonas', 'GH-1003', 75],
];

const orders = [
  [
    1,
    'Brass lantern',
    64,
    '2026-08-02',
    `For the gate. Tell the smith that the key is ${secrets.keeperApiKey}`,
  ],
  [2, 'Wool blanket', 120, '2026-09-14', 'Gift wrap, please'],
  [2, 'Stoneware mug', 37, '2026-10-03', 'Two of them; leave at the porter'],
  [3, 'Oak stool', 75, '2026-10-21', ''],
];

const reviews = [
  [1, 'Jonas', 'Lit the whole stair. The handle stays cool.', 5],
  [1, "Mary O'Brien", 'Lovely, though the glass wants a polish now & then.', 4],
  [2, 'Tom', 'Survived a fall from the second landing.', 5],
  [4, 'Ines', 'Whistles in tune. 10/10.', 5],
  [12, 'Rhys', 'It rocks; it rolls; it pours.', 5],
];

/** Opens a fresh PostgreSQL in memory and fills it. @returns {Promise<PGlite>} */
export async function openDatabase() {
  const db = new PGlite();
  await db.exec(schema);
  for (const p of catalogue) {
    await db.query(
      'INSERT INTO products (slug, name, category, price, tile, blurb) VALUES ($1, $2, $3, $4, $5, $6)',
      [p.slug, p.name, p.category, p.price, p.tile, p.blurb],
    );
  }
  for (const row of customers) {
    await db.query(
      'INSERT INTO customers (email, name, password, role, api_key, loyalty_card, points) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      row,
    );
  }
  for (const row of orders) {
    await db.query(
      'INSERT INTO orders (customer_id, product, total, placed_on, note) VALUES ($1, $2, $3, $4, $5)',
      row,
    );
  }
  for (const row of reviews) {
    await db.query(
      'INSERT INTO reviews (product_id, author, body, rating) VALUES ($1, $2, $3, $4)',
      row,
    );
  }
  return db;
}
