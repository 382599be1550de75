import { sql } from 'kysely';
import type { Store } from './schema.ts';

/** Every row of every table as text, but for what keeps count of attempts and sessions. */
export async function dumpOf(
  store: Store,
  leftOut: readonly string[] = ['attempts', 'sessions'],
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class join pg_namespace n on n.oid = relnamespace
    where nspname = 'public' and relkind in ('r', 'p') and not relispartition order by 1`.execute(
    store,
  );
  const dumps: Record<string, string> = {};
  for (const { name } of rows) {
    if (leftOut.includes(name)) continue;
    const dump = await sql<{ text: string | null }>`
      select string_agg(t::text, E'\n' order by t::text) as text from ${sql.table(name)} t`.execute(
      store,
    );
    dumps[name] = dump.rows[0]?.text ?? '';
  }
  return dumps;
}
