import { type Kysely, sql } from 'kysely';

/** Where events came from, as it was known when they came in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `alter table events add column country text, add column asn bigint`,
  `alter table incidents add column country text`,
];
