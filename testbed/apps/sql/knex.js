import knexModule from 'knex';
import { serveSql } from './serve-sql.js';

const knex = knexModule({ client: 'pg', connection: process.env.POSTGRES_URL });

serveSql({
  statements: {
    raw: async (text) => (await knex.raw(text)).rows,
    'raw-transaction': (text) => knex.transaction(async (inner) => (await inner.raw(text)).rows),
  },
  conditions: {
    'where-raw': (condition) => knex('users').select('id', 'name').whereRaw(condition),
    'where-fragment': (condition) => knex('users').select('id', 'name').where(knex.raw(condition)),
  },
  safe: (name) => knex('users').select('id', 'name').where({ name }),
  escaped: async (name) =>
    (await knex.raw('SELECT id, name FROM users WHERE name = ?', [name])).rows,
});
