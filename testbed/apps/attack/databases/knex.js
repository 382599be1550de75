import knexModule from 'knex';

export async function openDatabase() {
  const knex = knexModule({ client: 'pg', connection: process.env.POSTGRES_URL, pool: { max: 2 } });
  return {
    raw: async (text) => (await knex.raw(text)).rows, // hole: sql-injection
    bound: async (text, values) => (await knex.raw(text, values)).rows,
  };
}
