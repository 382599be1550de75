import { defineRule, type Rule } from '../rule.ts';
import { expressApp, judgeFlows } from '../flow-rule.ts';

const pool = "import pg from 'pg'; const pool = new pg.Pool();";

/** No data of a request becomes part of the text of a statement. */
export const rule: Rule = defineRule({
  id: 'injection/sql',
  practice: 'C3',
  severity: 'critical',
  confidence: 'likely',
  cwe: 89,
  controls: ['asvs5:1.2.4', 'pci-dss4:6.2.4'],
  title: 'Statements take data of requests as parameters',
  why: 'Whoever sends a request chooses what the database does: reads every table, signs in as anyone, deletes.',
  fix: "Pass the value as a parameter, `pool.query('… WHERE id = $1', [id])`; choose names of columns from a list.",
  needs: ['code'],
  run: ({ code }) =>
    judgeFlows(code, {
      is: ({ label, harm }) => label === 'input' && harm === 'sql',
      message: ({ source, sink }) => `${source} becomes part of a statement: ${sink}`,
    }),
  examples: [
    {
      title: 'a regular expression that is executed on text with words of SQL in it',
      given: expressApp(
        'const images = /src="([^"]+)"/g;\nlet one;\nwhile ((one = images.exec(\'select \' + req.body.html))) res.write(one[1]);',
      ),
      expect: 'pass',
    },
    {
      title: 'a folder of the app called local, as strategies of sign-in are',
      given: {
        'auth/local/route.js':
          "const { Pool } = require('pg');\nconst pool = new Pool();\nmodule.exports = (req, res) => pool.query('select ' + req.query.a);\n",
      },
      expect: 'fail',
      at: ['auth/local/route.js:3'],
    },
    {
      title: 'code that shows how a package is used: a low finding',
      given: {
        'examples/app.js':
          "const { Pool } = require('pg');\nconst pool = new Pool();\nmodule.exports = (req, res) => pool.query('select ' + req.query.a);\n",
      },
      expect: 'fail',
      at: ['examples/app.js:3'],
    },
    {
      title: 'a value in a template',
      given: expressApp(
        'await pool.query(`SELECT * FROM users WHERE id = ${req.params.id}`);',
        pool,
      ),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'through a variable, a helper and a config object',
      given: expressApp(
        `const name = req.body.name.trim();
const text = byName(name);
await pool.query({ text, values: [] });`,
        `${pool} function byName(name) { return "SELECT * FROM users WHERE name = '" + name + "'"; }`,
      ),
      expect: 'fail',
      at: ['app.js:8'],
    },
    {
      title: 'across files: the route reads, the store asks',
      given: {
        'routes.js': `const users = require('./users');
module.exports = function (app) {
  app.get('/find', (req, res) => users.find(req.query.name).then((rows) => res.json(rows)));
};
`,
        'users.js': `const mysql = require('mysql2/promise');
const pool = mysql.createPool(process.env.DATABASE_URL);
exports.find = async (name) => {
  const [rows] = await pool.execute("SELECT * FROM users WHERE name = '" + name + "'");
  return rows;
};
`,
        'index.js': "const app = require('express')();\nrequire('./routes')(app);\n",
      },
      expect: 'fail',
      at: ['users.js:4'],
    },
    {
      title: 'a class of TypeScript that is handed its pool',
      given: {
        'users.ts': `import type { Pool } from 'pg';
import type { Request, Response } from 'express';
export class Users {
  constructor(private readonly db: Pool) {}
  async list(request: Request, response: Response): Promise<void> {
    const order = String(request.query['order'] ?? 'id');
    const { rows } = await this.db.query(\`SELECT * FROM users ORDER BY \${order}\`);
    response.json(rows);
  }
}
`,
      },
      expect: 'fail',
      at: ['users.ts:7'],
    },
    {
      title: 'raw pieces of query builders',
      given: expressApp(
        "await db('users').whereRaw(`name = '${req.body.name}'`);",
        "import knex from 'knex'; const db = knex({ client: 'pg' });",
      ),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'put together piece by piece in a loop',
      given: expressApp(
        `let text = 'SELECT * FROM users WHERE 1 = 1';
for (const [key, value] of Object.entries(req.query)) text += " AND " + key + " = '" + value + "'";
await pool.query(text);`,
        pool,
      ),
      expect: 'fail',
      at: ['app.js:8'],
    },
    {
      title: 'a library that nothing is known of, but SQL all the same',
      given: expressApp("await database.query('SELECT * FROM users WHERE id = ' + req.params.id);"),
      expect: 'fail',
      at: ['app.js:6'],
    },
    {
      title: 'a parameter',
      given: expressApp(
        "await pool.query('SELECT * FROM users WHERE id = $1', [req.params.id]);",
        pool,
      ),
      expect: 'pass',
    },
    {
      title: 'a number',
      given: expressApp(
        'const id = Number(req.params.id);\nawait pool.query(`SELECT * FROM users WHERE id = ${id}`);',
        pool,
      ),
      expect: 'pass',
    },
    {
      title: 'a column from a list',
      given: expressApp(
        `const column = req.query.sort;
if (!['id', 'name'].includes(column)) return res.sendStatus(400);
await pool.query(\`SELECT * FROM users ORDER BY \${column}\`);`,
        pool,
      ),
      expect: 'pass',
    },
    {
      title: 'a name looked up in a table, and one chosen by a switch',
      given: expressApp(
        `const column = columns.get(req.query.sort) ?? 'id';
let direction = 'ASC';
switch (req.query.direction) { case 'down': direction = 'DESC'; break; default: }
await pool.query(\`SELECT * FROM users ORDER BY \${column} \${direction}\`);`,
        `${pool} const columns = new Map([['name', 'name']]);`,
      ),
      expect: 'pass',
    },
    {
      title: 'escaped by the driver',
      given: expressApp(
        'await db.query(`SELECT * FROM users WHERE name = ${mysql.escape(req.body.name)}`);',
        "import mysql from 'mysql2'; const db = mysql.createPool({});",
      ),
      expect: 'pass',
    },
    {
      title: 'a tagged template that makes parameters',
      given: expressApp(
        'await sql`SELECT * FROM users WHERE id = ${req.params.id}`;',
        "import postgres from 'postgres'; const sql = postgres();",
      ),
      expect: 'pass',
    },
    {
      title: 'checked by a pattern that lets digits through only',
      given: expressApp(
        'if (!/^\\d+$/.test(req.params.id)) return next();\nawait pool.query(`SELECT * FROM users WHERE id = ${req.params.id}`);',
        pool,
      ),
      expect: 'pass',
    },
    {
      title: 'a query method that asks no database',
      given: expressApp('const words = dictionary.query(req.query.word);\nres.json(words);'),
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
