import knexModule from 'knex';
import { settings } from './mysql-settings.js';
import { serveSql } from './serve-sql.js';

const knex = knexModule({ client: 'mysql2', connection: settings });

serveSql({
  statements: { raw: async (text) => (await knex.raw(text))[0] },
  conditions: {
    'where-raw': (condition) => knex('users').select('id', 'name').whereRaw(condition),
  },
  safe: (name) => knex('users').select('id', 'name').where({ name }),
  escaped: async (name) => (await knex.raw('SELECT id, name FROM users WHERE name = ?', [name]))[0],
});
