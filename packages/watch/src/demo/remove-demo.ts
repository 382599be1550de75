import { sql } from 'kysely';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';

/** Takes the made-up app away with all that was stored of it. False when there is none. */
export async function removeDemo(store: Store, asker: Principal): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('apps')
      .select(['id', 'name'])
      .where('is_demo', '=', true)
      .forUpdate()
      .executeTakeFirst();
    if (found === undefined) return false;
    // Asked of the catalogue, so that a table which comes later is not forgotten.
    for (const table of await tablesOfApps(transaction)) {
      await sql`delete from ${sql.table(table)} where app_id = ${found.id}`.execute(transaction);
    }
    await transaction.deleteFrom('apps').where('id', '=', found.id).execute();
    await record(transaction, asker, 'remove demo data', found.name);
    return true;
  });
}

async function tablesOfApps(transaction: StoreTransaction): Promise<readonly string[]> {
  const { rows } = await sql<{ table: string }>`
    select c.relname as table from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'app_id' and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition
    order by c.relname`.execute(transaction);
  return rows.map(({ table }) => table);
}
