import { sql } from 'kysely';
import pg from 'pg';
import type { Store } from './schema.ts';

const mark = '/* copy in */';
/** So that neither side makes room for all of it once more. */
const chunkBytes = 65_536;

/**
 * Puts rows into a table by PostgreSQL's COPY, which reads no statement's values and writes many rows at
 * once. `rows` is in the binary form that `CopyRows` makes.
 */
export async function copyIn(
  store: Store,
  table: string,
  columns: readonly string[],
  rows: Buffer,
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  // The rows are no parameter to PostgreSQL: what stands for them is a comment.
  await sql`${sql.raw(mark)} copy ${sql.table(table)} (${names}) from stdin (format binary) -- ${rows}`.execute(
    store,
  );
}

export function isCopyIn(text: unknown): text is string {
  return typeof text === 'string' && text.startsWith(mark);
}

/** What of a connection a COPY uses (PostgreSQL, "COPY Operations" of the protocol). */
interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** A query that hands its rows over when PostgreSQL asks for them. */
export class CopyIn extends pg.Query {
  readonly #rows: Buffer;

  constructor(text: string, rows: Buffer, done: (error: Error | null, result: unknown) => void) {
    super(text, undefined, done as never);
    this.#rows = rows;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (let from = 0; from < this.#rows.length; from += chunkBytes) {
      connection.sendCopyFromChunk(this.#rows.subarray(from, from + chunkBytes));
    }
    connection.endCopyFrom();
  }
}
