import { sealedColumns } from '../vault/sealed-columns.ts';
import type { SealedWith } from './backup-format.ts';
import { type Ask, quoted, type StoredTable } from './tables.ts';

/** What is sealed in these tables; those of an older schema may have fewer of them. */
export async function sealedWith(ask: Ask, tables: readonly StoredTable[]): Promise<SealedWith> {
  const selects = sealedColumns.flatMap(([table, column]) => {
    const found = tables.find((one) => one.table === table);
    return found?.columns.some(({ name }) => name === column) === true
      ? `select ${quoted(column)} as sealed from ${quoted(table)} where ${quoted(column)} is not null`
      : [];
  });
  if (selects.length === 0) return { secrets: 0, keys: [] };
  const rows = await ask<{ key: string; count: number }>(`
    select encode(substring(sealed from 1 for 4), 'hex') as key, count(*)::int as count
    from (${selects.join(' union all ')}) s group by 1 order by 1`);
  return {
    secrets: rows.reduce((sum, { count }) => sum + count, 0),
    keys: rows.map(({ key }) => key),
  };
}
