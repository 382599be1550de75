import { sql } from 'kysely';
import { dayOf, makePartitions } from '../store/partitions.ts';
import type { StoreTransaction } from '../store/schema.ts';
import type { BackupReader } from './read-backup-file.ts';
import type { TableStart } from './backup-format.ts';
import { quoted } from './tables.ts';

const rowsAtOnce = 2_000;
const charsAtOnce = 4_194_304;

/** Puts the rows of a backup into tables that are there and empty. */
export function rowLoader(transaction: StoreTransaction): Omit<BackupReader, 'head'> {
  let start: TableStart | undefined;
  let lines: string[] = [];
  let chars = 0;
  const flush = async (): Promise<void> => {
    if (start === undefined || lines.length === 0) return;
    await insertRows(transaction, start, lines);
    lines = [];
    chars = 0;
  };
  return {
    async table(next) {
      start = next;
    },
    async row(line) {
      lines.push(line);
      chars += line.length;
      if (lines.length >= rowsAtOnce || chars >= charsAtOnce) await flush();
    },
    tableEnd: flush,
  };
}

async function insertRows(
  transaction: StoreTransaction,
  { table, columns }: TableStart,
  lines: readonly string[],
): Promise<void> {
  if (table === 'events') await makeDays(transaction, columns, lines);
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const values = columns.map(({ type }, at) => `(r->>${at})::${type}`).join(', ');
  const into = `insert into ${quoted(table)} (${names}) overriding system value select ${values}`;
  await sql`${sql.raw(into)} from json_array_elements(${`[${lines.join(',')}]`}::json) r`.execute(
    transaction,
  );
}

async function makeDays(
  transaction: StoreTransaction,
  columns: TableStart['columns'],
  lines: readonly string[],
): Promise<void> {
  const at = columns.findIndex(({ name }) => name === 'at');
  const times = lines.map((line) => (JSON.parse(line) as string[])[at] ?? '');
  const days = new Set(times.map((time) => dayOf(Date.parse(time))));
  await makePartitions(transaction, [...days]);
}
