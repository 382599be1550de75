import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { CopyIn, isCopyIn } from './copy-in.ts';

const mark = '/* prepared */';
const names = new Map<string, string>();

/**
 * Stands at the beginning of a statement that is asked so often that planning it each time would cost
 * as much as it does: PostgreSQL then plans it once on each connection.
 */
export const prepared: RawBuilder<unknown> = sql.raw(mark);

/**
 * Has a connection give statements so marked a name, by which PostgreSQL knows them again, and hand over
 * the rows of a COPY.
 */
export function prepareMarked(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => never;
  client.query = ((text: unknown, values: unknown, ...more: unknown[]) => {
    if (isCopyIn(text)) {
      const [rows] = values as [Buffer];
      return new Promise((resolve, reject) => {
        query(new CopyIn(text, rows, (error, result) => (error ? reject(error) : resolve(result))));
      });
    }
    return typeof text === 'string' && text.startsWith(mark)
      ? query({ name: nameOf(text), text, values }, ...more)
      : query(text, values, ...more);
  }) as unknown as typeof client.query;
}

function nameOf(text: string): string {
  const name = names.get(text) ?? `castellan_${names.size}`;
  names.set(text, name);
  return name;
}
