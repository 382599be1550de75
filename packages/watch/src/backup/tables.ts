import type { Column } from './backup-format.ts';

/** Either way of asking: by a connection of one's own, or in a transaction. */
export type Ask = <Row>(text: string) => Promise<readonly Row[]>;

/** A table with what it refers to. */
export interface StoredTable {
  readonly table: string;
  readonly columns: readonly Column[];
  /** Columns that PostgreSQL numbers by itself. */
  readonly numbered: readonly string[];
}

/** The migrator's own, which restoring leaves alone. */
const notOurs = `c.relname not like 'kysely\\_%'`;

/** Every table of the schema, those that others refer to first. Read from the catalogue, so that none is forgotten. */
export async function storedTables(ask: Ask): Promise<readonly StoredTable[]> {
  const tables = await ask<{ table: string; columns: (Column & { isNumbered: boolean })[] }>(`
    select c.relname as table, json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isNumbered', a.attidentity <> '')
      order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition and ${notOurs}
    group by c.relname order by c.relname`);
  const references = await ask<{ from: string; to: string }>(`
    select f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.relnamespace = current_schema()::regnamespace and f.oid <> t.oid`);
  return inOrder(
    tables.map(({ table, columns }) => ({
      table,
      columns: columns.map(({ name, type }) => ({ name, type })),
      numbered: columns.filter(({ isNumbered }) => isNumbered).map(({ name }) => name),
    })),
    references,
  );
}

function inOrder(
  tables: readonly StoredTable[],
  references: readonly { readonly from: string; readonly to: string }[],
): readonly StoredTable[] {
  const placed = new Map<string, StoredTable>();
  for (let left = tables; left.length > 0;) {
    const ready = left.filter(({ table }) =>
      references.every(({ from, to }) => from !== table || placed.has(to)),
    );
    // Tables that refer to one another in a circle: whichever comes first, PostgreSQL says what is wrong.
    for (const one of ready.length > 0 ? ready : left) placed.set(one.table, one);
    left = left.filter(({ table }) => !placed.has(table));
  }
  return [...placed.values()];
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
