import type { Store } from './schema.ts';

/** Whether a row of a table whose rows people name has this name already. */
export async function isNameTaken(
  store: Store,
  table: 'channels' | 'destinations',
  name: string,
): Promise<boolean> {
  const found = await store
    .selectFrom(table)
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst();
  return found !== undefined;
}
