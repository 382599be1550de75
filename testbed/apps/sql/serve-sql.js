import express from 'express';
import { listen } from '../listen.js';

const columns = 'SELECT id, name FROM users';

/**
 * Serves one driver over HTTP, vulnerable on purpose. `statements` run a whole statement text, one
 * function for each way the driver has; `conditions` take only what follows WHERE; `effects` run a
 * text whose rows the driver does not give; `safe` binds the name; `escaped` uses the driver's own
 * escaping; `notes` reads and clears the table that effects write to.
 */
export function serveSql(driver) {
  const app = express();
  app.set('query parser', 'extended');
  const styles = Object.entries(driver.statements ?? {});
  for (const [style, run] of styles) serveStatement(app, style, run);
  for (const [style, run] of Object.entries(driver.conditions ?? {}))
    app.get(
      `/${style}/users`,
      answer((req) => run(`name = '${req.query.name}'`)),
    );
  for (const [style, run] of Object.entries(driver.effects ?? {}))
    app.get(
      `/${style}/note`,
      answer(async (req) => {
        await run(`INSERT INTO notes (text) VALUES ('${req.query.text}')`);
        return driver.notes();
      }),
    );
  if (styles.length > 0) serveSources(app, styles[0][1]);
  app.get(
    '/safe',
    answer((req) => driver.safe(String(req.query.name))),
  );
  app.get(
    '/escape',
    answer((req) => driver.escaped(String(req.query.name))),
  );
  return listen(app);
}

function serveStatement(app, style, run) {
  app.get(
    `/${style}/users`,
    answer((req) => run(`${columns} WHERE name = '${req.query.name}'`)),
  );
  app.get(
    `/${style}/by-id`,
    answer((req) => run(`${columns} WHERE id = ${req.query.id}`)),
  );
  app.get(
    `/${style}/order`,
    answer((req) => run(`${columns} ORDER BY ${req.query.by}`)),
  );
}

/** Every way in which a name can come, each into the same statement. */
function serveSources(app, run) {
  const find = (name) => run(`${columns} WHERE name = '${name}'`);
  app.post(
    '/json',
    express.json(),
    answer((req) => find(req.body.user.name)),
  );
  app.post(
    '/form',
    express.urlencoded({ extended: true }),
    answer((req) => find(req.body.name)),
  );
  app.post(
    '/text',
    express.text(),
    answer((req) => find(req.body)),
  );
  app.get(
    '/header',
    answer((req) => find(req.get('x-name'))),
  );
  app.get(
    '/cookie',
    answer((req) => find(cookies(req).name)),
  );
  app.get(
    '/duplicate',
    answer((req) => find(req.query.name[1])),
  );
  app.get(
    '/joined',
    answer((req) => find(req.query.name.join(' '))),
  );
  app.get(
    '/path/:name',
    answer((req) => find(req.params.name)),
  );
  app.get(
    '/base64',
    answer((req) => find(Buffer.from(req.query.name, 'base64').toString())),
  );
  app.get(
    '/trimmed',
    answer((req) => find(req.query.name.trim().toLowerCase())),
  );
  app.get(
    '/static',
    answer(() => run(`${columns} WHERE name = 'bob' OR 1=1 ORDER BY id -- all`)),
  );
}

function cookies(req) {
  const pairs = (req.get('cookie') ?? '').split('; ').map((pair) => pair.split('='));
  return Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** Like many apps, this one answers every error itself: a block must not end up in there. */
function answer(handle) {
  return async (req, res) => {
    try {
      res.json({ rows: plain(await handle(req)) });
    } catch (error) {
      res.status(500).json({ error: String(error?.message ?? error) });
    }
  };
}

const plain = (rows) =>
  JSON.parse(
    JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
  );
