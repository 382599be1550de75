import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';

export async function openDatabase() {
  const database = drizzle(process.env.POSTGRES_URL);
  const bind = (text, values) =>
    sql.join(
      text
        .split('?')
        .flatMap((part, at) =>
          at === 0 ? [sql.raw(part)] : [sql`${values[at - 1]}`, sql.raw(part)],
        ),
    );
  return {
    raw: async (text) => (await database.execute(sql.raw(text))).rows, // hole: sql-injection
    bound: async (text, values) => (await database.execute(bind(text, values))).rows,
  };
}
