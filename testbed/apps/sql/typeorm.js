import 'reflect-metadata';
import { DataSource, EntitySchema } from 'typeorm';
import { serveSql } from './serve-sql.js';

const User = new EntitySchema({
  name: 'users',
  columns: { id: { type: Number, primary: true }, name: { type: String } },
});

async function start() {
  const source = new DataSource({
    type: 'postgres',
    url: process.env.POSTGRES_URL,
    entities: [User],
  });
  await source.initialize();
  serveSql({
    statements: {
      query: (text) => source.query(text),
      'manager-query': (text) => source.manager.query(text),
      'query-runner': async (text) => {
        const runner = source.createQueryRunner();
        try {
          return await runner.query(text);
        } finally {
          await runner.release();
        }
      },
    },
    conditions: {
      'query-builder-where': (condition) =>
        source.getRepository(User).createQueryBuilder('users').where(condition).getMany(),
    },
    safe: (name) => source.getRepository(User).findBy({ name }),
    escaped: (name) =>
      source
        .getRepository(User)
        .createQueryBuilder('users')
        .where('users.name = :name', { name })
        .getMany(),
  });
}

start();
