import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { BackupHead } from './backup-format.ts';
import { sealedWith } from './sealed-with.ts';
import { type Ask, quoted, type StoredTable, storedTables } from './tables.ts';

const rowsAtOnce = 2_000;
/** Forms that every PostgreSQL reads alike, whatever it is set to. */
const textForms = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO'`,
  `set local intervalstyle = 'postgres'`,
  `set local bytea_output = 'hex'`,
  `set local extra_float_digits = 1`,
];
const asText = { getTypeParser: () => (value: string) => value };

/**
 * The lines of a backup: every table as it stood at one moment, however long the reading takes and
 * whatever is written meanwhile. Rows are read in batches, as fast as they are taken.
 */
export async function* dumpLines(
  client: pg.Client,
  head: Pick<BackupHead, 'watchVersion' | 'secretsKey'>,
): AsyncGenerator<string> {
  const ask: Ask = async <Row>(text: string) => (await client.query(text)).rows as readonly Row[];
  await client.query('begin isolation level repeatable read read only');
  try {
    for (const form of textForms) await client.query(form);
    const schema = await ask<{ name: string }>('select name from kysely_migration order by name');
    const tables = await storedTables(ask);
    yield line({
      madeAt: new Date().toISOString(),
      ...head,
      schema: schema.map(({ name }) => name),
      sealed: await sealedWith(ask, tables),
    } satisfies BackupHead);
    for (const table of tables) yield* tableLines(client, table);
    yield line({ end: tables.length });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function* tableLines(
  client: pg.Client,
  { table, columns }: StoredTable,
): AsyncGenerator<string> {
  yield line({ table, columns });
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  await client.query(`declare rows no scroll cursor for select ${names} from ${quoted(table)}`);
  const digest = createHash('sha256');
  let count = 0;
  for (;;) {
    const text = `fetch ${rowsAtOnce} from rows`;
    const { rows } = await client.query({ text, rowMode: 'array', types: asText });
    if (rows.length === 0) break;
    const lines = rows.map(line).join('');
    digest.update(lines);
    count += rows.length;
    yield lines;
  }
  await client.query('close rows');
  yield line({ rows: count, sha256: digest.digest('hex') });
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
